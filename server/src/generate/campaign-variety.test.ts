/** Texts of one campaign differ from each other, whoever writes them, and depend on the request alone. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copybook, createUsage, loadCopybook } from '../copybook/index.ts';
import { clientOf, createScriptedGenerator, orderOf } from './scripted-generator.ts';

let copybook: Copybook;
beforeAll(async () => {
  copybook = await loadCopybook(fileURLToPath(new URL('../../../models/copybook', import.meta.url)));
});

const policies = ['model-first', 'rules-only'] as const;

describe.each(policies)('a campaign, %s', (policy) => {
  async function bodiesOf(count: number, channel: string) {
    const { answer } = createScriptedGenerator(copybook, {});
    const usage = createUsage();
    const bodies: string[] = [];
    for (let id = 1; id <= count; id += 1) {
      const given = await answer(orderOf('CC', channel, { policy, concern: null }), clientOf(BigInt(id)), usage);
      expect(given.source).toBe(policy === 'model-first' ? 'model' : 'rules');
      bodies.push(given.body);
    }
    return bodies;
  }

  it('writes no text twice while there are others', async () => {
    const bodies = await bodiesOf(60, 'SMS');
    expect(new Set(bodies).size).toBe(60);
  });

  it('is the same again from the same requests', async () => {
    expect(await bodiesOf(10, 'EMAIL')).toEqual(await bodiesOf(10, 'EMAIL'));
  });

  it('keeps away from texts that came with the request', async () => {
    const { answer } = createScriptedGenerator(copybook, {});
    const order = orderOf('CC', 'SMS', { policy, temperature: 0 });
    const first = await answer(order, clientOf(1n));
    const used = { threadId: first.thread!.id, variants: first.thread!.variants };
    const second = await answer(order, clientOf(1n), createUsage([used]));
    expect(second.body).not.toBe(first.body);
  });
});
