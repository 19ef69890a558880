/** Texts that the caller's campaign used before → counts to keep away from them. The message has passed `assertValid`. */
import type { ThreadUse } from '@offerwright/proto/marketing/v1/generation_pb';
import { createUsage } from '../copybook/index.ts';
import type { Usage } from '../domain/usage.ts';

/** A thread that this server's copybook lacks is counted and never asked for. */
export function parseUsedTexts(uses: readonly ThreadUse[]): Usage {
  return createUsage(uses.map(({ id, variants }) => ({ threadId: id, variants })));
}
