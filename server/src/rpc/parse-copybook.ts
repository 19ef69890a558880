/** The edition of the copybook that a request names → the copybook. One that is not here is to be loaded first. */
import type { ComplianceProfile } from '@offerwright/proto/marketing/v1/generation_pb';
import type { Copybook, CopybookShelf } from '../copybook/index.ts';
import { RequestError } from '../domain/errors.ts';
import { describeValue } from './describe-value.ts';
import { violationOf } from './validate-message.ts';

/** @throws RequestError copybook_unknown. */
export function parseCopybook(profile: ComplianceProfile | undefined, shelf: CopybookShelf): Copybook {
  const hash = profile?.copybookHash ?? '';
  const copybook = shelf.find(hash);
  if (copybook) return copybook;
  const violation = violationOf(
    'profile.copybook_hash',
    'an edition that was loaded (LoadCopybook)',
    describeValue(hash),
  );
  throw new RequestError('copybook_unknown', violation.message, [violation]);
}
