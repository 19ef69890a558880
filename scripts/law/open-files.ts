/**
 * The files of a command over lines: what is read is there, what is written is another one, and a run that is cut short
 * leaves no half of a result under the name asked for.
 */
import { createWriteStream } from 'node:fs';
import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { CommandError } from '../report.ts';
import { codeOf } from './law-terms.ts';

/** @throws CommandError when the file is missing, is no file, or may not be read. */
export async function assertReadable(option: string, path: string): Promise<void> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new CommandError(`${option}: ${path} is a directory`);
    await access(path, constants.R_OK);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${option}: ${path} cannot be read: ${codeOf(error)}`, { cause: error });
  }
}

/** @throws CommandError when both name one file, by whatever path or link. */
export async function assertDifferent(input: string, output: string): Promise<void> {
  const [from, to] = await Promise.all([stat(input), stat(output).catch(() => undefined)]);
  const isSame = to?.isFile() === true && from.dev === to.dev && from.ino === to.ino;
  if (isSame || resolve(input) === resolve(output)) {
    throw new CommandError(`--in and --out name the same file (${output}): the texts would be overwritten`);
  }
}

/** Waits when the reader of the stream is slower. @throws the stream's error: a full disk, a reader that left (EPIPE). */
export async function writeChunk(stream: Writable, chunk: string): Promise<void> {
  if (stream.errored) throw stream.errored;
  if (stream.write(chunk)) return;
  await new Promise<void>((written, failed) => {
    const settle = (act: () => void) => (): void => {
      stream.off('drain', drained).off('error', failing).off('close', closed);
      act();
    };
    const drained = settle(written);
    const failing = (error: Error): void => settle(() => failed(error))();
    const closed = settle(() => failed(stream.errored ?? new Error('the output was closed')));
    stream.on('drain', drained).on('error', failing).on('close', closed);
  });
}

/** The reader of a pipe has seen enough (`| head`): no failure. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

export interface OutputFile {
  readonly stream: Writable;
  /** Ends the stream; the file then stands under its name. */
  keep(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** A regular file is written beside its place and renamed; a pipe or a device is written as it is. */
export async function openOutput(path: string): Promise<OutputFile> {
  const existing = await stat(path).catch(() => undefined);
  const isPlain = existing === undefined || existing.isFile();
  if (existing?.isDirectory()) throw new CommandError(`--out: ${path} is a directory`);
  if (isPlain) await assertWritable(dirname(resolve(path)), path);
  const target = isPlain ? `${path}.${process.pid}.part` : path;
  const stream = createWriteStream(target, { highWaterMark: 1 << 18 });
  await new Promise<void>((opened, failed) => {
    stream.once('open', () => opened());
    stream.once('error', (error) => failed(new CommandError(`--out: ${path} cannot be written: ${codeOf(error)}`)));
  });
  return {
    stream,
    keep: async () => {
      stream.end();
      await finished(stream);
      if (isPlain) await rename(target, path);
    },
    discard: async () => {
      stream.destroy();
      if (isPlain) await rm(target, { force: true });
    },
  };
}

async function assertWritable(directory: string, path: string): Promise<void> {
  try {
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new CommandError(`--out: ${path} cannot be written: ${codeOf(error)}`, { cause: error });
  }
}
