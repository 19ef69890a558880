/**
 * Counts the clients of a GenerateBatchRequest in its bytes, without decoding it: decoding 1,000 clients takes 27 ms, and
 * a server that is full must refuse 64 such calls within two seconds.
 */
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { GenerateBatchRequestSchema } from '@offerwright/proto/marketing/v1/generation_pb';

const clientsFieldNumber = GenerateBatchRequestSchema.field.clients.number;

/** @throws Error when the bytes are no message. */
export function countBatchClients(bytes: Uint8Array): number {
  const reader = new BinaryReader(bytes);
  let count = 0;
  while (reader.pos < reader.len) {
    const [fieldNumber, wireType] = reader.tag();
    if (fieldNumber === clientsFieldNumber) count += 1;
    reader.skip(wireType, fieldNumber);
  }
  return count;
}
