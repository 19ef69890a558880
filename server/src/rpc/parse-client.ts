/**
 * Client of the proto → ValidClient: features → plain values → parseFeatures → derivePortrait. From here on nobody sees
 * the features. A value that cannot be read is the error of this client alone; the others of a batch are answered.
 */
import type {
  Client,
  ClientError,
  ContactFacts as ContactFactsProto,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { FieldViolation } from '../domain/errors.ts';
import type { ContactFacts, ValidClient } from '../domain/valid-request.ts';
import { derivePortrait, parseFeatures } from '../signals/index.ts';
import { clientErrorToProto } from './answer-to-proto.ts';
import { featuresToJson } from './features-to-json.ts';

/** @param path of the client in the request, for example "clients[3]". */
export function parseClient(
  client: Client,
  path: string,
): { readonly client: ValidClient } | { readonly error: ClientError } {
  const { features, violations } = parseFeatures(featuresToJson(client.features));
  if (violations.length > 0) return { error: clientErrorToProto('invalid_feature', joinViolations(path, violations)) };
  return {
    client: {
      id: client.id,
      portrait: derivePortrait(features),
      recentThreadIds: client.recentThreadIds,
      contact: parseContact(client.contact),
      ...(client.concernText !== '' && { concernText: client.concernText }),
    },
  };
}

function parseContact(contact: ContactFactsProto | undefined): ContactFacts {
  return {
    consent: contact?.consent ?? null,
    creditSelfBan: contact?.creditSelfBan ?? null,
    doNotDisturb: contact?.doNotDisturb ?? null,
    utcOffsetMinutes: contact?.utcOffsetMinutes ?? null,
    sentInChannelCount: contact?.sentInChannelCount ?? null,
    sentInAllCount: contact?.sentInAllCount ?? null,
  };
}

/** ClientError shows one field: the first that is wrong; its message names all of them. */
function joinViolations(path: string, violations: readonly FieldViolation[]): FieldViolation {
  const first = violations[0]!;
  return {
    ...first,
    field: `${path}.${first.field}`,
    message: violations.map((violation) => `${path}.${violation.message}`).join('; '),
  };
}
