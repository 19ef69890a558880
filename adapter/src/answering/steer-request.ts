/**
 * "Another one" → a request that gives another one. Always: the texts said so far are named as used, and a seed of before
 * is dropped, because it would choose the same words. By step: another_idea leaves their threads out, concern_… names the
 * concern, bolder and plainer move the temperature; shorter and longer are write-by-length.ts's. What a comment says in free words changes nothing.
 */
import type { Regeneration, RegenerationStep } from '../api/compose.ts';
import { concernNames } from '../api/generate-request.ts';
import type { ValidClient } from '../api/parse-clients.ts';
import { limits } from '../limits.ts';
import type { GenerateCommand } from './command.ts';

export interface EarlierText {
  readonly threadId: string;
  readonly variants: readonly number[];
}

/** @param earlier newest first. */
export function steerRequest(
  command: GenerateCommand & { readonly clients: readonly [ValidClient] },
  regeneration: Regeneration,
  earlier: readonly EarlierText[],
): GenerateCommand & { readonly clients: readonly [ValidClient] } {
  const { steps } = regeneration;
  const [client] = command.clients;
  const { seed: _sameWords, ...options } = command.options;
  const leftOut = steps.includes('another_idea') ? earlier.map(({ threadId }) => threadId) : [];
  const recentThreadIds = [...new Set([...leftOut, ...client.recentThreadIds])].slice(0, limits.recentThreadsMax);
  const concern = concernNames.find((name) => steps.includes(`concern_${name}`)) ?? options.concern;
  const temperature = steer(steps, options.temperature);
  return {
    ...command,
    clients: [{ ...client, recentThreadIds }],
    options: {
      ...options,
      ...(concern !== undefined && { concern }),
      ...(temperature !== undefined && { temperature }),
    },
    usedTexts: earlier,
    regeneration,
  };
}

function steer(steps: readonly RegenerationStep[], temperature: number | undefined): number | undefined {
  if (steps.includes('plainer')) return 0;
  if (steps.includes('bolder')) return Math.max(temperature ?? 0, limits.bolderTemperature);
  return temperature;
}
