/** Lines of a file → results in their order, asked by product in pieces, so that no request is too large. */
import { estimateConcerns } from '../../api/concerns.ts';
import type { FileLine } from './read-statements-file.ts';

const textsPerCall = 200;
const charsPerCall = 400_000;

export interface LineResult {
  readonly line: FileLine;
  /** null: the line has an error. */
  readonly found: readonly string[] | null;
  readonly output: Readonly<Record<string, unknown>>;
}

/** @throws ApiError; what was estimated before is stored by the service all the same. */
export async function estimateLines(
  lines: readonly FileLine[],
  defaultProduct: string,
  describeError: (error: NonNullable<FileLine['error']>) => string,
  onProgress: (done: number) => void,
): Promise<readonly LineResult[]> {
  const results: LineResult[] = lines.map((line) => ({
    line,
    found: null,
    output: { ...line.given, error: line.error === null ? '' : describeError(line.error) },
  }));
  let done = lines.filter(({ error }) => error !== null).length;
  for (const { product, indexes } of piecesOf(lines, defaultProduct)) {
    onProgress(done);
    const { items } = await estimateConcerns(
      product,
      indexes.map((index) => lines[index]!.text),
    );
    for (const [at, index] of indexes.entries()) {
      const { likelihoods, phrases, found } = items[at]!;
      const line = lines[index]!;
      results[index] = { line, found, output: { ...line.given, likelihoods, phrases } };
    }
    done += indexes.length;
  }
  onProgress(done);
  return results;
}

function piecesOf(lines: readonly FileLine[], defaultProduct: string) {
  const pieces: { product: string; indexes: number[]; chars: number }[] = [];
  const open = new Map<string, { product: string; indexes: number[]; chars: number }>();
  for (const [index, line] of lines.entries()) {
    if (line.error !== null) continue;
    const product = line.product || defaultProduct;
    let piece = open.get(product);
    if (!piece || piece.indexes.length === textsPerCall || piece.chars + line.text.length > charsPerCall) {
      piece = { product, indexes: [], chars: 0 };
      pieces.push(piece);
      open.set(product, piece);
    }
    piece.indexes.push(index);
    piece.chars += line.text.length;
  }
  return pieces;
}
