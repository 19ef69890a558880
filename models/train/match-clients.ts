/**
 * Reference clients for threads. `createMatcher` once → `draw` a client whom a thread suits, `suitable` for measuring.
 *
 * Who suits is asked of the server's `findEligible`, so training and serving agree. A thread for signals gets a client
 * of whom they can be said in the prompt (it names the salient few); a neutral thread one for whom the cell has no
 * thread of his own: then neutral is the right choice.
 */
import { type Copybook, type EligibleThread, findEligible } from '@offerwright/server/src/copybook/index.ts';
import { channels } from '@offerwright/server/src/domain/channels.ts';
import { isProductCode, products } from '@offerwright/server/src/domain/products.ts';
import type { Random } from '@offerwright/server/src/domain/random.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import { type PromptClient, promptSignalsMax } from '@offerwright/server/src/generate/prompt.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { readReferenceClients } from '../../tests/kit/reference-clients.ts';

export interface Matcher {
  /** A client whom the thread suits, or null when there is none. */
  draw(thread: Thread, random: Random): PromptClient | null;
  /** All clients whom the thread suits, with the eligible threads of the cell. */
  suitable(thread: Thread): readonly Suitable[];
}

export interface Suitable {
  readonly client: PromptClient;
  readonly eligible: readonly EligibleThread[];
}

export async function createMatcher(copybook: Copybook): Promise<Matcher> {
  const clients = distinct((await readReferenceClients(null)).map(portraitOf));
  const eligibleByCell = new Map<string, readonly Suitable[]>();

  function ofCell(thread: Thread): readonly Suitable[] {
    const key = `${thread.product} ${thread.channel} ${thread.need}`;
    let found = eligibleByCell.get(key);
    if (!found) {
      found = clients.map((client) => ({ client, eligible: eligibleFor(copybook, thread, client) }));
      eligibleByCell.set(key, found);
    }
    return found;
  }

  function suitable(thread: Thread): readonly Suitable[] {
    return ofCell(thread).filter(
      ({ client, eligible }) =>
        thread.signals.every((signal) => client.signals.slice(0, promptSignalsMax).includes(signal)) &&
        eligible.some((entry) => entry.thread === thread) &&
        (thread.signals.length > 0 || eligible.every((entry) => entry.thread.signals.length === 0)),
    );
  }

  return {
    suitable,
    draw(thread, random) {
      const pool = suitable(thread);
      return pool.length === 0 ? null : pool[Math.floor(random.next() * pool.length)]!.client;
    },
  };
}

function portraitOf(raw: Readonly<Record<string, unknown>>): PromptClient {
  const { gender, ageBand, signals } = derivePortrait(parseFeatures(raw).features);
  return { gender, ageBand, signals };
}

function distinct(clients: readonly PromptClient[]): readonly PromptClient[] {
  return [...new Map(clients.map((client) => [JSON.stringify(client), client])).values()];
}

function eligibleFor(copybook: Copybook, thread: Thread, portrait: PromptClient): readonly EligibleThread[] {
  if (!isProductCode(thread.product)) throw new Error('only threads of products are matched');
  const channel = channels[thread.channel];
  const found = findEligible(copybook, {
    product: products[thread.product],
    channel,
    portrait,
    concern: thread.need,
    recentThreadIds: [],
    bodyCharsMax: channel.bodyCharsMax,
    confirmedClaims: null,
  });
  return found.coverage === 'cell' ? found.threads : [];
}
