/**
 * The control group and the variants, drawn by the seed of the campaign and the client alone: the same campaign over a
 * file with more rows puts the same clients into the same groups, whatever the order of the rows.
 */
import { createHash } from 'node:crypto';

export function isControl(seed: number, client: string, share: number): boolean {
  return share > 0 && draw(seed, 'control', client) < share;
}

/** @returns the name of the variant. */
export function chooseArm(
  seed: number,
  client: string,
  arms: readonly { readonly name: string; readonly weight: number }[],
): string {
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = draw(seed, 'variant', client) * whole;
  for (const { name, weight } of arms) {
    left -= weight;
    if (left < 0) return name;
  }
  return arms.at(-1)!.name;
}

/** 0 to 1, without 1. */
function draw(seed: number, purpose: string, client: string): number {
  return createHash('sha256').update(`${seed}|${purpose}|${client}`).digest().readUInt32BE(0) / 2 ** 32;
}
