/**
 * A file of statements → its lines. `.jsonl`: `{text, product}` a line; any other text: a statement a line. UTF-8, or
 * Windows-1251 where it is no UTF-8. A line that cannot be read keeps its place, with what is wrong.
 */
export interface FileLine {
  /** As it goes out again. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly product: string;
  readonly error: 'notJson' | 'noText' | 'emptyText' | 'longText' | null;
}

export const linesMax = 20_000;
const textCharsMax = 20_000;

export async function readStatementsFile(file: File): Promise<readonly FileLine[]> {
  const content = decode(await file.arrayBuffer()).replace(/^\uFEFF/u, '');
  const isJsonLines = /\.(?:jsonl|ndjson|json)$/iu.test(file.name);
  return content
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map((line) => (isJsonLines ? readJsonLine(line) : toLine({ text: line.trim() })));
}

function readJsonLine(line: string): FileLine {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return toLine(value as Record<string, unknown>);
    }
  } catch {
    // Told in the result.
  }
  return { given: { line }, text: '', product: '', error: 'notJson' };
}

function toLine(given: Record<string, unknown>): FileLine {
  const product = typeof given.product === 'string' ? given.product.slice(0, 2000) : '';
  if (typeof given.text !== 'string') return { given, text: '', product, error: 'noText' };
  if (given.text.trim() === '') return { given, text: '', product, error: 'emptyText' };
  if (given.text.length > textCharsMax) return { given, text: '', product, error: 'longText' };
  return { given, text: given.text.toWellFormed().replaceAll('\u0000', ' '), product, error: null };
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
