/**
 * The files of the repository as version control knows them, and the parsed form of those that are code. Files not yet
 * added are included, so that a guard speaks before the commit.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EcmaScriptModule, parseSync } from 'oxc-parser';

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a guard found: a line for the person who has to mend it. */
export type Finding = string;

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface ParsedFile extends SourceFile {
  readonly program: Node;
  readonly module: EcmaScriptModule;
}

/** Paths of all files, those that were removed and not yet committed left out. */
export function listFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8',
  });
  const paths = output.split('\0').filter((path) => path !== '');
  return paths.filter((path) => statSync(join(repositoryRoot, path), { throwIfNoEntry: false })?.isFile());
}

export function readSource(path: string): SourceFile {
  return { path, text: readFileSync(join(repositoryRoot, path), 'utf8') };
}

/** Code that people write: generated and third-party files are not. */
export function isOurCode(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path) && !path.startsWith('proto/gen/') && !path.startsWith('proto/third_party/');
}

/** Tests, and the clocks that tests turn by hand. */
export function isTest(path: string): boolean {
  return path.startsWith('tests/') || /\.test\.tsx?$/.test(path) || /\/(fake-clock|scripted-generator)\.ts$/.test(path);
}

/** @throws Error when the file is not valid TypeScript. */
export function parse(file: SourceFile): ParsedFile {
  const { program, module, errors } = parseSync(file.path, file.text);
  const [error] = errors;
  if (error) throw new Error(`${file.path}: ${error.message}`);
  return { ...file, program: program as unknown as Node, module };
}

/** Calls `visit` for every node, outer before inner. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit);
    } else if (isNode(value)) walk(value, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

let parsed: readonly ParsedFile[] | undefined;

/** All code of ours, parsed once for all guards. */
export function parsedFiles(): readonly ParsedFile[] {
  parsed ??= listFiles()
    .filter(isOurCode)
    .map((path) => parse(readSource(path)));
  return parsed;
}
