/** A LoRA adapter of known values for a model: every projection of its first, middle and last block. */

import { createRandom } from '@offerwright/server/src/domain/random.ts';
import { type GgufHeader, readText } from '../../scripts/model/gguf-header.ts';
import { floatTensor, text, writeTinyGguf } from '../../scripts/model/tiny-model.ts';

export interface LoraValues {
  readonly rank: number;
  readonly alpha: number;
  /** The values of A and B are drawn from −size to size, the same at each call. */
  readonly size: number;
}

export function writeLoraAdapter(path: string, model: GgufHeader, { rank, alpha, size }: LoraValues): void {
  const weights = model.tensors.filter(
    ({ name, dimensions }) => /^blk\.(0|11|23)\..*weight$/.test(name) && dimensions.length === 2,
  );
  const random = createRandom(20_261_125);
  const drawn = (count: number) => Float32Array.from({ length: count }, () => (random.next() * 2 - 1) * size);
  writeTinyGguf(
    path,
    {
      'general.architecture': text(readText(model, 'general.architecture')!),
      'general.type': text('adapter'),
      'adapter.type': text('lora'),
      'adapter.lora.alpha': { kind: 'float', float: alpha },
    },
    weights.flatMap(({ name, dimensions: [width, rows] }) => [
      floatTensor(`${name}.lora_a`, [width!, rank], drawn(width! * rank)),
      floatTensor(`${name}.lora_b`, [rank, rows!], drawn(rank * rows!)),
    ]),
  );
}
