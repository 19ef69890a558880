/** Names: files after one act, no abbreviations, units last. */
import { type Finding, lineOf, type Node, type ParsedFile, walk } from './source-files.ts';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|mjs|mts|sql)$/;
/** buf names generated files; npm and vitest name theirs; migrations begin with their number. */
const otherNames = /^(proto\/gen\/|proto\/third_party\/|migrations\/\d{6}_[a-z0-9_]+\.sql$|adapter\/web\/)/;

export function findBadFileNames(paths: readonly string[]): Finding[] {
  return paths
    .filter((path) => /\.(ts|tsx|mjs|mts|sql)$/.test(path) && !otherNames.test(path))
    .filter((path) => !kebabCase.test(path.split('/').at(-1) ?? ''))
    .map((path) => `${path}: file names are kebab-case`);
}

/** Short for a word that has room. Words of the trade (id, url, sql, http, min, max, ms) are not abbreviations. */
const abbreviations = new Set(
  (
    'arg args arr buf cb cfg cmd cnt conf conn ctx cur desc dest dst elem err evt ext fn idx impl len lvl mgr msg ' +
    'num obj opts params prev proc prop props ptr qty recv req res resp ret sec spec src str svc temp tmp val vars'
  ).split(' '),
);

/** Declared names that are abbreviations as a whole; parts of longer names are left to the reader. */
export function findAbbreviations(files: readonly ParsedFile[]): Finding[] {
  return files.flatMap((file) =>
    declaredNames(file)
      .filter(({ name }) => abbreviations.has(name))
      .map(({ name, start }) => `${file.path}:${lineOf(file.text, start)}: "${name}": no abbreviations`),
  );
}

function declaredNames(file: ParsedFile): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  const collect = (pattern: Node | null | undefined): void => {
    if (!pattern) return;
    if (pattern.type === 'Identifier') found.push({ name: pattern.name as string, start: pattern.start });
    if (pattern.type === 'AssignmentPattern') collect(pattern.left as Node);
    if (pattern.type === 'RestElement') collect(pattern.argument as Node);
    if (pattern.type === 'ArrayPattern') for (const element of pattern.elements as Node[]) collect(element);
    if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties as Node[]) collect((property.value ?? property) as Node);
    }
  };
  walk(file.program, (node) => {
    if (node.type === 'VariableDeclarator') collect(node.id as Node);
    if (node.type === 'FunctionDeclaration') collect(node.id as Node);
    if (Array.isArray(node.params) && node.type.includes('Function'))
      for (const one of node.params) collect(one as Node);
  });
  return found;
}

const timeWords = /(timeout|delay|duration|interval|deadline|budget|elapsed|latency)$/i;

/** A variable that starts as a number and is a time, but does not say in what: `timeout = 500`. */
export function findMissingUnits(files: readonly ParsedFile[]): Finding[] {
  const found: Finding[] = [];
  for (const file of files) {
    const judge = (name: unknown, value: Node | null, start: number): void => {
      if (typeof name !== 'string' || !timeWords.test(name) || !isNumber(value)) return;
      found.push(`${file.path}:${lineOf(file.text, start)}: "${name}" is a number without a unit (Ms, Seconds …)`);
    };
    walk(file.program, (node) => {
      if (node.type === 'VariableDeclarator') judge((node.id as Node).name, node.init as Node | null, node.start);
      if (node.type === 'Property' && isOurs(file)) judge((node.key as Node).name, node.value as Node, node.start);
    });
  }
  return found;
}

/** Settings of libraries are properties too, named by them: only lists of limits are ours for sure. */
const isOurs = (file: ParsedFile) => /(^|\/)[\w-]*limits\.ts$/.test(file.path);

function isNumber(node: Node | null): boolean {
  if (node?.type === 'BinaryExpression') return isNumber(node.left as Node) && isNumber(node.right as Node);
  return node?.type === 'Literal' && typeof node.value === 'number';
}
