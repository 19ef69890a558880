/**
 * The header of a GGUF file, as far as its tensors are to be rewritten: where each tensor's type and offset stand, so that
 * a copy of the header can be patched in place. Metadata are skipped, not read.
 *
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (version 3, little endian).
 */

export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: number;
  /** Bytes from the beginning of the data section. */
  readonly offset: number;
  /** Where the type (4 bytes) stands in the header; the offset (8 bytes) follows it. */
  readonly typeAt: number;
}

export interface GgufHeader {
  readonly tensors: readonly GgufTensor[];
  readonly alignment: number;
  /** Where the tensor infos end; the data section begins at the next multiple of `alignment`. */
  readonly end: number;
  readonly dataAt: number;
}

const magic = 'GGUF';
const defaultAlignment = 32;
const tensorsMax = 100_000;

/** Bytes of the metadata types of fixed size. */
const fixedBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const arrayType = 9;

class Reader {
  at = 0;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u32(): number {
    const value = this.#view.getUint32(this.at, true);
    this.at += 4;
    return value;
  }
  u64(): number {
    const value = Number(this.#view.getBigUint64(this.at, true));
    this.at += 8;
    return value;
  }
  text(): string {
    const length = this.u64();
    const value = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.at, length).toString('utf8');
    this.at += length;
    return value;
  }
  skipValue(type: number): void {
    if (type === stringType) {
      const length = this.u64();
      this.at += length;
    } else if (type === arrayType) {
      const itemType = this.u32();
      const count = this.u64();
      const bytes = fixedBytes[itemType];
      if (bytes !== undefined) this.at += bytes * count;
      else for (let index = 0; index < count; index += 1) this.skipValue(itemType);
    } else {
      const bytes = fixedBytes[type];
      if (bytes === undefined) throw new Error(`GGUF: metadata type ${type} is not known`);
      this.at += bytes;
    }
  }
}

/** @param bytes the beginning of the file, the whole header included. @throws Error when it is no GGUF, or RangeError when it is cut. */
export function readGgufHeader(bytes: Uint8Array): GgufHeader {
  const reader = new Reader(bytes);
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== magic)
    throw new Error('GGUF: the magic bytes are missing');
  reader.at = 4;
  const version = reader.u32();
  if (version !== 3) throw new Error(`GGUF: version ${version} is not known`);
  const tensorsCount = reader.u64();
  const metadataCount = reader.u64();
  if (tensorsCount > tensorsMax) throw new Error(`GGUF: ${tensorsCount} tensors are too many`);
  let alignment = defaultAlignment;
  for (let index = 0; index < metadataCount; index += 1) {
    const key = reader.text();
    const type = reader.u32();
    if (key === 'general.alignment') {
      alignment = reader.u32();
    } else {
      reader.skipValue(type);
    }
  }
  const tensors: GgufTensor[] = [];
  for (let index = 0; index < tensorsCount; index += 1) {
    const name = reader.text();
    const dimensions = Array.from({ length: reader.u32() }, () => reader.u64());
    const typeAt = reader.at;
    const type = reader.u32();
    tensors.push({ name, dimensions, type, offset: reader.u64(), typeAt });
  }
  return { tensors, alignment, end: reader.at, dataAt: align(reader.at, alignment) };
}

export function align(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}
