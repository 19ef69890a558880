/**
 * node models/train/print-tokens.ts --model FILE.gguf --rows FILE.jsonl [--count N] > FILE
 *
 * The product's own tokens of prompts and texts, one JSON object a line: check_parity.py compares the trainer's with them.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    rows: { type: 'string' },
    count: { type: 'string', default: '500' },
  },
});
if (values.model === undefined || values.rows === undefined) throw new Error('--model FILE.gguf --rows FILE.jsonl');

const lines = (await readFile(values.rows, 'utf8')).trim().split('\n');
const step = Math.max(1, Math.floor(lines.length / Number(values.count)));
const engine = await createLlamaEngine({
  modelPath: values.model,
  modelName: 'tokens',
  modelSha256: '',
  modelLicence: '',
  strong: false,
  slotsCount: 1,
  threadsCount: 1,
  contextTokensPerSlot: 256,
  logLevel: 'error',
});
for (const line of lines.filter((_, index) => index % step === 0).slice(0, Number(values.count))) {
  const { prompt, text } = JSON.parse(line) as { prompt: string; text: string };
  const tokens = { prompt, text, promptTokens: engine.tokenizePrompt(prompt), textTokens: engine.tokenize(text) };
  process.stdout.write(`${JSON.stringify(tokens)}\n`);
}
await engine.close();
