/**
 * What has one home in the code of the server and the adapter: elsewhere it is handed over, so that it can be replaced
 * in a test and looked at in one place.
 */
import { importsOf } from './import-rules.ts';
import { type Finding, isTest, lineOf, type Node, type ParsedFile, walk } from './source-files.ts';

interface Home {
  readonly name: string;
  /** Whether the path is at home. */
  readonly isHome: (path: string) => boolean;
}

const inServices = (path: string) => /^(server|adapter)\/src\//.test(path);

const packageHomes: readonly (Home & { readonly packages: readonly string[] })[] = [
  {
    name: 'the language model',
    packages: ['node-llama-cpp'],
    isHome: (path) => path === 'server/src/engine/llama-engine.ts',
  },
  {
    name: 'the database',
    packages: ['slonik', 'pg', 'node-pg-migrate'],
    isHome: (path) => path.startsWith('adapter/src/db/'),
  },
  {
    name: 'the RPC client',
    packages: ['@grpc/grpc-js'],
    isHome: (path) => path.startsWith('adapter/src/inference/') || path.startsWith('server/src/'),
  },
];

export function findStrayPackages(files: readonly ParsedFile[]): Finding[] {
  return files.flatMap((file) => {
    if (isTest(file.path)) return [];
    return importsOf(file).flatMap(({ specifier }) =>
      packageHomes
        .filter(({ packages, isHome }) => packages.some((name) => isOf(specifier, name)) && !isHome(file.path))
        .map(({ name }) => `${file.path} imports ${specifier}: ${name} has another home`),
    );
  });
}

const isOf = (specifier: string, name: string) => specifier === name || specifier.startsWith(`${name}/`);

/** Where the environment is read: one file a package. */
const environmentHomes = [
  'server/src/config.ts',
  'adapter/src/config.ts',
  'scripts/settings.ts',
  'scripts/run.mjs',
  'scripts/install-dependencies.mjs',
];

/** Defaults of a parameter count too: `environment = process.env` outside a home is a finding. */
export function findStrayEnvironment(files: readonly ParsedFile[]): Finding[] {
  return findNodes(
    files,
    (file) => !isTest(file.path) && !environmentHomes.includes(file.path),
    (node) => (memberName(node) === 'process.env' ? 'process.env has its home in config.ts' : undefined),
  );
}

const clockHomes = ['server/src/domain/clock.ts', 'adapter/src/clock.ts'];
const timerFunctions = ['setTimeout', 'setInterval', 'setImmediate'];
const clockMembers = [
  'Date.now',
  'performance.now',
  'Math.random',
  'AbortSignal.timeout',
  'crypto.randomUUID',
  'crypto.randomBytes',
  'crypto.getRandomValues',
  'process.hrtime',
];
const clockImports: Readonly<Record<string, readonly string[]>> = {
  'node:timers': timerFunctions,
  'node:timers/promises': timerFunctions,
  'node:crypto': ['randomBytes', 'randomUUID', 'randomInt', 'randomFill', 'randomFillSync'],
};

/** Clocks, timers and randomness outside clock.ts: a deadline that a fake clock cannot test. */
export function findStrayClocks(files: readonly ParsedFile[]): Finding[] {
  const applies = (file: ParsedFile) => inServices(file.path) && !isTest(file.path) && !clockHomes.includes(file.path);
  const calls = findNodes(files, applies, (node) => {
    const name = calledName(node);
    return name === undefined ? undefined : `${name} has its home in clock.ts`;
  });
  const imports = files
    .filter(applies)
    .flatMap((file) =>
      file.module.staticImports.flatMap(({ moduleRequest, entries }) =>
        entries
          .filter((entry) => clockImports[moduleRequest.value]?.includes(entry.importName.name ?? ''))
          .map((entry) => `${file.path}: ${entry.importName.name} of ${moduleRequest.value} has its home in clock.ts`),
      ),
    );
  return [...calls, ...imports];
}

function calledName(node: Node): string | undefined {
  if (node.type === 'NewExpression') {
    const isNow = identifierName(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0;
    return isNow ? 'new Date()' : undefined;
  }
  if (node.type === 'CallExpression') {
    const name = identifierName(node.callee);
    return name !== undefined && timerFunctions.includes(name) ? name : undefined;
  }
  const member = memberName(node);
  return member !== undefined && clockMembers.includes(member) ? member : undefined;
}

function findNodes(
  files: readonly ParsedFile[],
  applies: (file: ParsedFile) => boolean,
  judge: (node: Node) => string | undefined,
): Finding[] {
  return files.filter(applies).flatMap((file) => {
    const found: Finding[] = [];
    walk(file.program, (node) => {
      const reason = judge(node);
      if (reason !== undefined) found.push(`${file.path}:${lineOf(file.text, node.start)}: ${reason}`);
    });
    return found;
  });
}

function identifierName(value: unknown): string | undefined {
  const node = value as Node | undefined;
  return node?.type === 'Identifier' ? (node.name as string) : undefined;
}

function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const object = identifierName(node.object);
  const property = node.property as Node;
  if (object === undefined) return undefined;
  if (node.computed) return property.type === 'Literal' ? `${object}.${property.value}` : undefined;
  return `${object}.${property.name}`;
}
