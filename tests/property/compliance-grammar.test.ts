/** The grammar of free writing is read by llama.cpp itself, for every channel. */
import { getLlama, type Llama, LlamaGrammar } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFreeGrammar } from '../../server/src/compliance/index.ts';
import { channelCodes, channels } from '../../server/src/domain/channels.ts';

describe('free grammar in node-llama-cpp', () => {
  let llama: Llama;
  beforeAll(async () => {
    llama = await getLlama({ gpu: false, progressLogs: false });
  });
  afterAll(async () => {
    await llama.dispose();
  });

  it.each(channelCodes)('parses: %s', (code) => {
    const { bodyCharsMin, bodyCharsMax } = channels[code];
    const grammar = buildFreeGrammar({ charsMin: bodyCharsMin, charsMax: bodyCharsMax });
    expect(() => new LlamaGrammar(llama, { grammar })).not.toThrow();
  });

  it('would refuse a broken grammar', () => {
    expect(() => new LlamaGrammar(llama, { grammar: 'root ::= missing{1,2}' })).toThrow();
  });
});
