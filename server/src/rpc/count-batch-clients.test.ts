import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { GenerateBatchRequestSchema } from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { countBatchClients } from './count-batch-clients.ts';

test.each([0, 1, 1000])('%i clients, whatever else the message holds', (clientsCount) => {
  const content: MessageInitShape<typeof GenerateBatchRequestSchema> = {
    clients: Array.from({ length: clientsCount }, (_, index) => ({
      id: BigInt(index),
      recentThreadIds: ['a thread'],
      features: { age: { kind: { case: 'numberValue' as const, value: 40 } } },
    })),
    product: { code: 'CC', description: 'a card' },
    channel: { code: 'SMS' },
    options: { seed: 1, temperature: 0.5 },
    usedTexts: [{ id: 'a thread', variants: [1, 2] }],
  };
  const message = create(GenerateBatchRequestSchema, content);
  expect(countBatchClients(toBinary(GenerateBatchRequestSchema, message))).toBe(clientsCount);
});

test('bytes that are no message', () => {
  expect(() => countBatchClients(Uint8Array.from([0x0a, 0xff]))).toThrow();
});
