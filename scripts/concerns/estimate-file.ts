/**
 * JSONL in, JSONL out, line by line, so that a file of any length fits. A line `{text, product}` comes back with
 * `likelihoods` and `phrases`; a line that cannot be read comes back with `error` and is counted. Empty lines are left
 * out. Lines are UTF-8; one that is not is read as Windows-1251, which Russian systems still write.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import {
  type ConcernModel,
  estimateConcerns,
  familyOfProduct,
} from '@offerwright/server/src/insight/concerns/index.ts';

const lineBytesMax = 1_000_000;
const newline = 10;

export interface FileResult {
  readonly lines: number;
  readonly errors: number;
}

/** The file is written beside its place and then moved there: a stop on the way leaves what was there before. */
export async function estimateFile(model: ConcernModel, inPath: string, outPath: string): Promise<FileResult> {
  const partPath = `${outPath}.part`;
  const result = { lines: 0, errors: 0 };
  await writeFile(partPath, '');
  try {
    const output = createWriteStream(partPath);
    const failed = once(output, 'error').then(([error]) => {
      throw error;
    });
    failed.catch(() => {});
    for await (const bytes of linesOf(inPath)) {
      const answer = bytes === null ? { error: `a line is at most ${lineBytesMax} bytes` } : estimateLine(model, bytes);
      if (answer === null) continue;
      result.lines += 1;
      if ('error' in answer) result.errors += 1;
      if (!output.write(`${JSON.stringify(answer)}\n`)) await Promise.race([once(output, 'drain'), failed]);
    }
    output.end();
    await Promise.race([once(output, 'finish'), failed]);
    await rename(partPath, outPath);
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  }
  return result;
}

/** @returns null for an empty line. */
export function estimateLine(model: ConcernModel, bytes: Buffer): Record<string, unknown> | null {
  const line = decode(bytes)
    .replace(/^\uFEFF/u, '')
    .trim();
  if (line === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { line, error: 'the line is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line: value, error: 'the line is not an object {"text", "product"}' };
  }
  const given = value as Record<string, unknown>;
  const { text, product } = given;
  if (typeof text !== 'string') return { ...given, error: 'text is missing or is not a string' };
  if (text.trim() === '') return { ...given, error: 'text is empty' };
  const words = productWords(product);
  if (words === null) return { ...given, error: 'product is neither a string nor {code, name, description}' };
  const { likelihoods, phrases } = estimateConcerns(model, text, familyOfProduct(words));
  return { ...given, likelihoods, phrases };
}

function productWords(product: unknown): string | null {
  if (product === undefined || product === null) return '';
  if (typeof product === 'string') return product;
  if (typeof product !== 'object') return null;
  const { code, name, description } = product as Record<string, unknown>;
  return [code, name, description].find((part) => typeof part === 'string' && part !== '')?.toString() ?? '';
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** Null stands for a line that is too long. */
async function* linesOf(path: string): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= lineBytesMax) parts.push(part);
  };
  const take = () => {
    const line = length > lineBytesMax ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of createReadStream(path)) {
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, at));
      yield take();
      start = at + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
