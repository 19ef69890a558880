/**
 * Byte-level tokens: a vocabulary of the GPT-2 kind writes every byte as one printable character, so that a token may
 * be any run of bytes, halves of a letter too. Printable Latin-1 stands for itself, the rest follows from U+0100 on.
 */

const byteOf: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => byte)
    .filter(isPrintable)
    .map((byte) => [String.fromCodePoint(byte), byte] as const)
    .concat(
      Array.from({ length: 256 }, (_, byte) => byte)
        .filter((byte) => !isPrintable(byte))
        .map((byte, index) => [String.fromCodePoint(0x100 + index), byte] as const),
    ),
);

function isPrintable(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

/** The bytes that a token stands for; null when it has a character that is no byte. */
export function bytesOfToken(token: string): Uint8Array | null {
  const bytes = [...token].map((character) => byteOf.get(character));
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : null;
}

/** Whether bytes may stand in UTF-8 text over an alphabet: cut off at both ends, whole characters between. */
export function createRunTest(alphabet: string): (bytes: Uint8Array) => boolean {
  const characters = [...alphabet].map((character) => [...Buffer.from(character, 'utf8')]);
  const whole = new Set(characters.map(String));
  const parts = (from: (characterBytes: number[], at: number) => number[]) =>
    new Set(characters.flatMap((bytes) => bytes.slice(1).map((_, index) => String(from(bytes, index + 1)))));
  const beginnings = parts((bytes, at) => bytes.slice(0, at));
  const ends = parts((bytes, at) => bytes.slice(at));
  const middles = new Set(
    characters.flatMap((bytes) =>
      bytes.length < 3 ? [] : [String(bytes.slice(1, -1)), ...bytes.slice(1, -1).map(String)],
    ),
  );
  return (bytes) => {
    const firstWhole = bytes.findIndex((byte) => !isContinuation(byte));
    const continued = firstWhole === -1 ? bytes.length : firstWhole;
    const head = String([...bytes.subarray(0, continued)]);
    if (continued === bytes.length) return ends.has(head) || middles.has(head);
    if (continued > 0 && !ends.has(head)) return false;
    for (let at = continued; at < bytes.length; ) {
      const length = characterBytes(bytes[at]!);
      const character = String([...bytes.subarray(at, at + length)]);
      if (at + length > bytes.length) return beginnings.has(character);
      if (!whole.has(character)) return false;
      at += length;
    }
    return true;
  };
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function characterBytes(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
