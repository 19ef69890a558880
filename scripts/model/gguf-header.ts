/**
 * The header of a GGUF file: its metadata entry by entry, as places in the bytes, and its tensors. Values are decoded
 * only where somebody asks, because a vocabulary is megabytes; what nobody touches is copied as it stands.
 *
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (version 3, little endian).
 */
import type { FileHandle } from 'node:fs/promises';

export interface GgufEntry {
  readonly key: string;
  readonly type: number;
  /** The whole entry: key, type and value. */
  readonly start: number;
  readonly valueAt: number;
  readonly end: number;
}

export interface GgufTensor {
  readonly name: string;
  /** The first is the length of a row. */
  readonly dimensions: readonly number[];
  readonly type: number;
  /** Bytes from the beginning of the data section. */
  readonly offset: number;
}

export interface GgufHeader {
  /** The bytes that the entries point into. */
  readonly bytes: Uint8Array;
  readonly entries: readonly GgufEntry[];
  readonly tensors: readonly GgufTensor[];
  readonly alignment: number;
  /** Where the data section begins. */
  readonly dataAt: number;
}

export const ggufMagic = 'GGUF';
export const ggufVersion = 3;
const defaultAlignment = 32;
const tensorsMax = 100_000;
/** Headers of models with large vocabularies are a few MiB; more than this is no header. */
const headerBytesMax = 64 * 1024 * 1024;
const headerBytesFirst = 8 * 1024 * 1024;

export const valueTypes = { U32: 4, I32: 5, F32: 6, TEXT: 8, ARRAY: 9, U64: 10, I64: 11 } as const;

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

class Reader {
  at: number;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
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
  f32(): number {
    const value = this.#view.getFloat32(this.at, true);
    this.at += 4;
    return value;
  }
  text(): string {
    const length = this.u64();
    if (this.at + length > this.#bytes.length) throw new RangeError('GGUF: a text goes beyond the end');
    const value = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.at, length).toString('utf8');
    this.at += length;
    return value;
  }
  skipValue(type: number): void {
    if (type === valueTypes.TEXT) {
      const length = this.u64();
      this.at += length;
    } else if (type === valueTypes.ARRAY) {
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

/** @throws Error when the file is no GGUF of version 3, or its header is cut or beyond all measure. */
export async function readHeaderOf(file: FileHandle): Promise<GgufHeader> {
  for (let length = headerBytesFirst; length <= headerBytesMax; length *= 2) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    try {
      return readGgufHeader(buffer.subarray(0, bytesRead));
    } catch (error) {
      if (!(error instanceof RangeError) || bytesRead < length) throw error;
    }
  }
  throw new Error(`GGUF: the header is larger than ${headerBytesMax} bytes`);
}

/** @param bytes the beginning of the file, the whole header included. @throws Error when it is no GGUF, or RangeError when it is cut. */
export function readGgufHeader(bytes: Uint8Array): GgufHeader {
  const reader = new Reader(bytes, 4);
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== ggufMagic)
    throw new Error('GGUF: the magic bytes are missing');
  const version = reader.u32();
  if (version !== ggufVersion) throw new Error(`GGUF: version ${version} is not known`);
  const tensorsCount = reader.u64();
  const entriesCount = reader.u64();
  if (tensorsCount > tensorsMax) throw new Error(`GGUF: ${tensorsCount} tensors are too many`);
  const entries: GgufEntry[] = [];
  for (let index = 0; index < entriesCount; index += 1) {
    const start = reader.at;
    const key = reader.text();
    const type = reader.u32();
    const valueAt = reader.at;
    reader.skipValue(type);
    if (reader.at > bytes.length) throw new RangeError('GGUF: a value goes beyond the end');
    entries.push({ key, type, start, valueAt, end: reader.at });
  }
  const tensors: GgufTensor[] = [];
  for (let index = 0; index < tensorsCount; index += 1) {
    const name = reader.text();
    const dimensions = Array.from({ length: reader.u32() }, () => reader.u64());
    tensors.push({ name, dimensions, type: reader.u32(), offset: reader.u64() });
  }
  const partial = { bytes, entries, tensors, alignment: defaultAlignment, dataAt: 0 };
  const alignment = readNumber(partial, 'general.alignment') ?? defaultAlignment;
  return { ...partial, alignment, dataAt: align(reader.at, alignment) };
}

function find(header: GgufHeader, key: string): GgufEntry | undefined {
  return header.entries.find((entry) => entry.key === key);
}

/** Undefined when the key is absent or holds no text. */
export function readText(header: GgufHeader, key: string): string | undefined {
  const entry = find(header, key);
  return entry?.type === valueTypes.TEXT ? new Reader(header.bytes, entry.valueAt).text() : undefined;
}

/** Undefined when the key is absent or holds no number of 32 or 64 bits. */
export function readNumber(header: GgufHeader, key: string): number | undefined {
  const entry = find(header, key);
  if (!entry) return undefined;
  const reader = new Reader(header.bytes, entry.valueAt);
  if (entry.type === valueTypes.U32 || entry.type === valueTypes.I32) return reader.u32();
  if (entry.type === valueTypes.U64 || entry.type === valueTypes.I64) return reader.u64();
  return entry.type === valueTypes.F32 ? reader.f32() : undefined;
}

export interface GgufArray {
  readonly itemType: number;
  readonly count: number;
  readonly itemsAt: number;
}

/** Undefined when the key is absent or holds no array. */
export function readArray(header: GgufHeader, key: string): GgufArray | undefined {
  const entry = find(header, key);
  if (entry?.type !== valueTypes.ARRAY) return undefined;
  const reader = new Reader(header.bytes, entry.valueAt);
  return { itemType: reader.u32(), count: reader.u64(), itemsAt: reader.at };
}

/** Undefined when the key is absent or holds no array of texts. */
export function readTexts(header: GgufHeader, key: string): readonly string[] | undefined {
  const array = readArray(header, key);
  if (array?.itemType !== valueTypes.TEXT) return undefined;
  const reader = new Reader(header.bytes, array.itemsAt);
  return Array.from({ length: array.count }, () => reader.text());
}

/** Undefined when the key is absent or holds no array of 32-bit values. The bytes stay as they are: 4 an item. */
export function readWords(header: GgufHeader, key: string): { itemType: number; words: Uint32Array } | undefined {
  const array = readArray(header, key);
  if (!array || fixedBytes[array.itemType] !== 4) return undefined;
  const reader = new Reader(header.bytes, array.itemsAt);
  return { itemType: array.itemType, words: Uint32Array.from({ length: array.count }, () => reader.u32()) };
}

export function align(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}
