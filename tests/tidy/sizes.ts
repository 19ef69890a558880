/**
 * Lengths of files and functions, with a ratchet: what was over the limit when its entry was made may shrink, never
 * grow, and an entry that is no longer needed must go. No entry is ever added or raised to make a test pass.
 */
import { type Finding, isTest, lineOf, type Node, type ParsedFile, walk } from './source-files.ts';

export interface SizeLimits {
  readonly fileLinesMax: number;
  /** A table of cases is long and simple. */
  readonly testFileLinesMax: number;
  /** Tests are exempt: their functions hold other functions. */
  readonly functionLinesMax: number;
}

/** "path" for a file, "path#function" for a function → lines. */
export type Baseline = Readonly<Record<string, number>>;

const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Everything over its limit, with its lines. */
export function measureOversized(files: readonly ParsedFile[], limits: SizeLimits): Map<string, number> {
  const found = new Map<string, number>();
  for (const file of files) {
    const lines = file.text.trimEnd().split('\n').length;
    if (lines > (isTest(file.path) ? limits.testFileLinesMax : limits.fileLinesMax)) found.set(file.path, lines);
    if (isTest(file.path)) continue;
    for (const { name, length } of functionsOf(file)) {
      if (length > limits.functionLinesMax) found.set(`${file.path}#${name}`, length);
    }
  }
  return found;
}

function functionsOf(file: ParsedFile): { name: string; length: number }[] {
  const found: { name: string; length: number }[] = [];
  const names = new Map<unknown, string>();
  walk(file.program, (node) => {
    if (node.type === 'VariableDeclarator') names.set(node.init, nameOf(node.id));
    if (['MethodDefinition', 'Property', 'PropertyDefinition'].includes(node.type)) {
      names.set(node.value, nameOf(node.key));
    }
    if (!functionTypes.includes(node.type)) return;
    const name = node.id ? nameOf(node.id) : (names.get(node) ?? `line ${lineOf(file.text, node.start)}`);
    found.push({ name, length: ownLines(file.text, node) });
  });
  return found;
}

/** Lines of a function without those of the functions in it, which are measured by themselves. */
function ownLines(text: string, node: Node): number {
  const inner: Node[] = [];
  for (const value of Object.values(node).flat()) collectOutermost(value, inner);
  return inner.reduce((lines, one) => lines - linesOf(text, one) + 1, linesOf(text, node));
}

function collectOutermost(value: unknown, found: Node[]): void {
  const node = value as Node | null;
  if (typeof node?.type !== 'string') return;
  if (functionTypes.includes(node.type)) found.push(node);
  else for (const child of Object.values(node).flat()) collectOutermost(child, found);
}

const linesOf = (text: string, node: Node) => lineOf(text, node.end) - lineOf(text, node.start) + 1;

const nameOf = (node: unknown) => String((node as Node).name ?? (node as Node).value ?? 'anonymous');

export function judgeSizes(oversized: ReadonlyMap<string, number>, baseline: Baseline): Finding[] {
  const findings: Finding[] = [];
  for (const [name, lines] of oversized) {
    const allowed = baseline[name];
    if (allowed === undefined) findings.push(`${name} has ${lines} lines: split it`);
    else if (lines > allowed) findings.push(`${name} grew from ${allowed} to ${lines} lines: split it`);
    else if (lines < allowed) findings.push(`${name} shrank to ${lines} lines: write that in sizes-baseline.json`);
  }
  for (const name of Object.keys(baseline)) {
    if (!oversized.has(name)) findings.push(`${name} is short enough now: take it out of sizes-baseline.json`);
  }
  return findings;
}
