/**
 * Writes a few real texts for real clients through REST, as a legacy system would, and prints them with what the
 * service says about them and with the times.
 */
import { z } from 'zod';
import { openClientsFile } from '../../adapter/src/campaigns/open-clients-file.ts';
import { CommandError, report } from '../report.ts';
import { clientsPath } from '../repository.ts';
import type { Administrator } from './administrator.ts';

/** Rows of the client mart with a product and a channel each; adults, so that credits are lawful. */
const samples = [
  { row: 1, product: 'CC', channel: 'SMS' },
  { row: 2, product: 'DC', channel: 'PUSH' },
  { row: 3, product: 'ПК', channel: 'EMAIL' },
  { row: 12, product: 'DEPOSIT', channel: 'MOBILE_CHAT' },
  { row: 40, product: 'INS_PROPERTY', channel: 'TMO' },
] as const;
const seed = 1;
const requestWithinMs = 10_000;
/** A machine that has just started everything may be too busy for its first answer. */
const attemptsMax = 3;

const responseSchema = z.object({
  results: z
    .array(
      z.object({
        text: z.string().min(1),
        confidence: z.number(),
        source: z.enum(['model', 'rules']),
        rules_reason: z.string().nullable(),
        verdict: z.object({ passed: z.boolean() }),
        timings: z.object({ total_ms: z.number(), generate_ms: z.number(), queue_ms: z.number() }),
      }),
    )
    .length(1),
});

/** The name and password were refused. */
export class AccessRefused extends CommandError {}

/**
 * @param print Takes the lines.
 * @throws AccessRefused; CommandError when a text was not written.
 */
export async function writeSampleTexts(
  adapterAddress: string,
  administrator: Administrator,
  print: (line: string) => void,
): Promise<void> {
  const clients = await readClients();
  for (const sample of samples) {
    const features = clients.get(sample.row);
    if (!features) throw new CommandError(`${clientsPath} has no row ${sample.row}`);
    const startedMs = performance.now();
    const answer = await generate(adapterAddress, administrator, { ...sample, features });
    const tookMs = performance.now() - startedMs;
    const source = answer.source === 'model' ? 'model' : `rules (${answer.rules_reason})`;
    print(
      `client ${sample.row} · ${sample.product} · ${sample.channel} · source ${source} · confidence ` +
        `${answer.confidence.toFixed(2)} · verdict ${answer.verdict.passed ? 'passed' : 'blocked'} · ` +
        `${Math.round(tookMs)} ms with storing (model and rules ${Math.round(answer.timings.total_ms)} ms)`,
    );
    print(`  ${answer.text.replaceAll('\n', '\n  ')}\n`);
  }
}

async function readClients(): Promise<Map<number, unknown>> {
  const file = await openClientsFile(clientsPath, 'xlsx', Math.max(...samples.map((sample) => sample.row)));
  const clients = new Map<number, unknown>();
  for await (const row of file.rows()) if (row.kind === 'client') clients.set(row.row, row.features);
  return clients;
}

interface Sample {
  readonly row: number;
  readonly product: string;
  readonly channel: string;
  readonly features: unknown;
}

async function generate(adapterAddress: string, administrator: Administrator, sample: Sample) {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await post(adapterAddress, administrator, sample);
    if (status === 401) throw new AccessRefused(`the name and password of ${administrator.name} were refused`);
    const parsed = status === 200 ? responseSchema.safeParse(JSON.parse(body)) : undefined;
    if (parsed?.success) return parsed.data.results[0]!;
    const problem = `no text for client ${sample.row} (${sample.product}, ${sample.channel}), status ${status}: ${body.slice(0, 1000)}`;
    if (status !== 503 || attempt === attemptsMax) throw new CommandError(problem);
    report(`${problem}; trying again`);
  }
}

async function post(adapterAddress: string, administrator: Administrator, sample: Sample) {
  const credentials = Buffer.from(`${administrator.name}:${administrator.password}`).toString('base64');
  const response = await fetch(`http://${adapterAddress}/v1/generate`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      clients: [{ id: sample.row, features: sample.features }],
      product: sample.product,
      channel: sample.channel,
      options: { seed },
    }),
    signal: AbortSignal.timeout(requestWithinMs),
  });
  return { status: response.status, body: await response.text() };
}
