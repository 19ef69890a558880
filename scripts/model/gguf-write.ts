/** Writes the header of a GGUF file: entries as they stood in another header, or new ones. Pairs with gguf-header.ts. */
import { type GgufHeader, type GgufTensor, ggufMagic, ggufVersion, valueTypes } from './gguf-header.ts';

/** A metadata value to write; 32-bit words are written as they are, whatever their type makes of them. */
export type GgufValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly type: number; readonly word: number }
  | { readonly kind: 'float'; readonly float: number }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'words'; readonly itemType: number; readonly words: Uint32Array };

/** The entries of a header with some replaced; replacements that it lacks come after them. */
export function encodeEntries(
  header: Pick<GgufHeader, 'bytes' | 'entries'>,
  replaced: ReadonlyMap<string, GgufValue>,
): readonly Buffer[] {
  const known = new Set(header.entries.map(({ key }) => key));
  return [
    ...header.entries.map(({ key, start, end }) => {
      const value = replaced.get(key);
      return value ? encodeEntry(key, value) : Buffer.from(header.bytes.subarray(start, end));
    }),
    ...[...replaced].filter(([key]) => !known.has(key)).map(([key, value]) => encodeEntry(key, value)),
  ];
}

/** @returns the header up to the end of the tensor infos; the caller pads it to the alignment. */
export function encodeHeader(entries: readonly Buffer[], tensors: readonly GgufTensor[]): Buffer {
  return Buffer.concat([
    Buffer.from(ggufMagic, 'latin1'),
    u32(ggufVersion),
    u64(tensors.length),
    u64(entries.length),
    ...entries,
    ...tensors.flatMap(({ name, dimensions, type, offset }) => [
      text(name),
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(type),
      u64(offset),
    ]),
  ]);
}

function encodeEntry(key: string, value: GgufValue): Buffer {
  switch (value.kind) {
    case 'text':
      return Buffer.concat([text(key), u32(valueTypes.TEXT), text(value.text)]);
    case 'word':
      return Buffer.concat([text(key), u32(value.type), u32(value.word)]);
    case 'float': {
      const float = Buffer.alloc(4);
      float.writeFloatLE(value.float);
      return Buffer.concat([text(key), u32(valueTypes.F32), float]);
    }
    case 'texts':
      return Buffer.concat([
        ...[text(key), u32(valueTypes.ARRAY), u32(valueTypes.TEXT), u64(value.texts.length)],
        ...value.texts.map(text),
      ]);
    case 'words': {
      const words = Buffer.alloc(value.words.length * 4);
      value.words.forEach((word, index) => {
        words.writeUInt32LE(word, index * 4);
      });
      return Buffer.concat([text(key), u32(valueTypes.ARRAY), u32(value.itemType), u64(value.words.length), words]);
    }
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}
