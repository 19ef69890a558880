/**
 * Who may import whom (docs/ARCHITECTURE.md). Each directory lists what it may import; what is not listed it may not,
 * and a directory that is not listed at all is a finding too, so that the table stays whole.
 *
 * Unit tests may import anything their package may see: they join parts that the code keeps apart.
 */
import { dirname, join } from 'node:path/posix';
import { type Finding, isTest, type ParsedFile } from './source-files.ts';

/** Files with types and nothing else that stand in a higher directory: everybody of the server may import them. */
const ports = [
  'server/src/compliance/types.ts',
  'server/src/copybook/copybook.ts',
  'server/src/engine/engine.ts',
  'server/src/engine/free-engine.ts',
];

const serverParts = ['domain', 'compliance', 'copybook', 'signals', 'insight', 'propensity'];
const adapterBase = ['api', 'errors.ts', 'limits.ts', 'clock.ts', 'log.ts', 'metrics.ts', 'config.ts'];
const adapterInner = [...adapterBase, 'count-result.ts', 'db', 'inference'];

/** Directory, or file of a package's root → what it may import of its package, by first part of the path. */
const allowed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'server/src': {
    domain: [],
    'log.ts': [],
    'metrics.ts': [],
    compliance: ['domain'],
    copybook: ['domain'],
    signals: ['domain'],
    insight: ['domain'],
    propensity: ['domain'],
    engine: ['domain'],
    generate: serverParts,
    rpc: [...serverParts, 'generate', 'log.ts'],
    // The names of the levers, which are settings.
    'config.ts': ['domain', 'engine', 'log.ts'],
    'load-engine.ts': ['*'],
    'create-free-writing.ts': ['*'],
    'start-server.ts': ['*'],
    'main.ts': ['*'],
  },
  'adapter/src': {
    'clock.ts': [],
    'errors.ts': ['limits.ts'],
    'limits.ts': [],
    'log.ts': ['config.ts'],
    'metrics.ts': ['errors.ts'],
    'count-result.ts': ['api', 'metrics.ts'],
    'config.ts': ['limits.ts'],
    api: ['errors.ts', 'limits.ts'],
    db: adapterBase,
    inference: adapterInner,
    'context.ts': [...adapterInner, 'auth'],
    auth: [...adapterInner, 'context.ts'],
    tables: [],
    commands: adapterInner,
    catalogue: [...adapterInner, 'commands', 'tables'],
    contacts: adapterInner,
    copybook: [...adapterInner, 'catalogue', 'commands'],
    answering: [...adapterInner, 'catalogue', 'contacts'],
    campaigns: [...adapterInner, 'catalogue', 'contacts', 'tables'],
    history: adapterInner,
    labels: [...adapterInner, 'catalogue'],
    learning: adapterInner,
    outcomes: [...adapterInner, 'tables'],
    stats: adapterInner,
    insight: [...adapterInner, 'tables', 'campaigns', 'catalogue', 'contacts'],
    middleware: [...adapterInner, 'auth', 'context.ts'],
    routes: [
      ...adapterInner,
      'auth',
      'answering',
      'campaigns',
      'catalogue',
      'contacts',
      'copybook',
      'history',
      'insight',
      'labels',
      'learning',
      'middleware',
      'outcomes',
      'stats',
      'context.ts',
    ],
    'app.ts': ['*'],
    'start.ts': ['*'],
    'main.ts': ['*'],
  },
};

/** Top-level directory → top-level directories it may import. */
const packages: Readonly<Record<string, readonly string[]>> = {
  proto: [],
  server: ['proto'],
  adapter: ['proto'],
  scripts: ['proto', 'server', 'adapter'],
  models: ['proto', 'server', 'adapter', 'scripts', 'tests'],
  tests: ['proto', 'server', 'adapter', 'scripts', 'models'],
  'vitest.config.ts': [],
};

interface Import {
  readonly specifier: string;
  /** From the root; undefined for packages of others. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

/** What a file imports and re-exports. */
export function importsOf(file: ParsedFile): Import[] {
  const found: Import[] = [];
  for (const { moduleRequest, entries } of file.module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push(describe(file.path, moduleRequest.value, typeOnly));
  }
  for (const { entries } of file.module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push(describe(file.path, moduleRequest.value, isType));
    }
  }
  for (const { moduleRequest } of file.module.dynamicImports) {
    const literal = /^(['"`])(.*)\1$/.exec(file.text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2] !== undefined) found.push(describe(file.path, literal[2], false));
  }
  return found;
}

function describe(path: string, specifier: string, typeOnly: boolean): Import {
  const ours = /^@offerwright\/(\w+)(\/.*)?$/.exec(specifier);
  if (ours) return { specifier, target: `${ours[1]}${ours[2] ?? ''}`, typeOnly };
  const target = specifier.startsWith('.') ? join(dirname(path), specifier) : undefined;
  return { specifier, target, typeOnly };
}

export function findForbiddenImports(files: readonly ParsedFile[]): Finding[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ target, typeOnly }) => {
      if (target === undefined) return [];
      const reason = packageReason(file.path, target, typeOnly) ?? partReason(file.path, target);
      return reason === undefined ? [] : [`${file.path} imports ${target}: ${reason}`];
    }),
  );
}

function packageReason(path: string, target: string, typeOnly: boolean): string | undefined {
  const [from = '', to = ''] = [topOf(path), topOf(target)];
  if (from === to)
    return path.startsWith('adapter/web/') && !target.startsWith('adapter/web/') && !typeOnly
      ? 'adapter/web takes only types from the adapter'
      : undefined;
  const list = packages[from];
  if (!list) return `${from} is not in the table of packages`;
  // A unit test may use the kit.
  if (to === 'tests' && target.startsWith('tests/kit/') && isTest(path)) return undefined;
  return list.includes(to) ? undefined : `${from} may not import ${to}`;
}

function partReason(path: string, target: string): string | undefined {
  if (isTest(path) || ports.includes(target)) return undefined;
  for (const [root, table] of Object.entries(allowed)) {
    if (!path.startsWith(`${root}/`) || !target.startsWith(`${root}/`)) continue;
    const from = topOf(path.slice(root.length + 1));
    const to = topOf(target.slice(root.length + 1));
    if (from === to) return undefined;
    const list = table[from];
    if (!list) return `${root}/${from} is not in the table of imports`;
    return list.includes('*') || list.includes(to) ? undefined : `${from} may not import ${to}`;
  }
  return undefined;
}

const topOf = (path: string) => path.split('/')[0] ?? '';

/** Chains of files that import each other at run time: types are gone by then. */
export function findCycles(files: readonly ParsedFile[]): Finding[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target, typeOnly }) => (target === undefined || typeOnly ? [] : [target])),
    ]),
  );
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (path: string, chain: readonly string[]): void => {
    const at = chain.indexOf(path);
    if (at >= 0) found.push([...chain.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...chain, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}
