import { create } from '@bufbuild/protobuf';
import { type LoadCopybookRequest, LoadCopybookResponseSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { createCopybookLoader } from './load-copybook.ts';

async function* source(hash: string) {
  yield [{ json: hash, approved: true, variantMarks: 'a' }];
  yield [{ json: 'second', approved: false, variantMarks: '' }];
}

function loaderOf(hash: string | null, sent: LoadCopybookRequest[][] = [], from: typeof source | undefined = source) {
  return createCopybookLoader(from, async (messages) => {
    const all = await Array.fromAsync(messages);
    sent.push(all);
    return create(LoadCopybookResponseSchema, { copybookHash: hash ?? all[0]!.threads[0]!.json });
  });
}

test('the pages of the edition go out in order, once for all who wait, and again when they are asked for later', async () => {
  const sent: LoadCopybookRequest[][] = [];
  const load = loaderOf(null, sent);
  await Promise.all([load('one'), load('one'), load('two')]);
  expect(sent.map((messages) => messages.map(({ threads }) => threads[0]!.json)).sort()).toEqual([
    ['one', 'second'],
    ['two', 'second'],
  ]);
  await load('one');
  expect(sent).toHaveLength(3);
});

test('a server that computes another hash is a bug, told to all who wait, and tried again later', async () => {
  const load = loaderOf('other');
  const waiting = [load('one'), load('one')];
  for (const one of waiting) await expect(one).rejects.toThrow('another hash');
  await expect(load('one')).rejects.toThrow('another hash');
});

test('without a source nothing can be loaded', async () => {
  const load = createCopybookLoader(undefined, () => Promise.reject(new Error('not asked')));
  await expect(load('one')).rejects.toThrow('nowhere to take it from');
});
