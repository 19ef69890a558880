/**
 * Dockerfiles without Docker: read into stages of steps, and carried out as far as a plain folder goes. COPY and the
 * npm commands of RUN are done for real, under a directory that stands for the image's root; what needs another user or
 * another image is left out and returned by name, so that a test says what it did not see.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { repositoryRoot } from '../../scripts/repository.ts';

export interface Step {
  /** In upper case. */
  readonly instruction: string;
  /** As written, lines joined. */
  readonly text: string;
}

export interface Stage {
  readonly image: string;
  /** After AS; undefined for the last. */
  readonly name: string | undefined;
  readonly steps: readonly Step[];
}

/** @param name For example "Dockerfile.server". */
export function readStages(name: string): Stage[] {
  const dockerfile = DockerfileParser.parse(readFileSync(join(repositoryRoot, name), 'utf8'));
  const stages: { image: string; name: string | undefined; steps: Step[] }[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    const text = instruction
      .getTextContent()
      .slice(keyword.length)
      .trim()
      .replaceAll(/\\\n\s*/g, '')
      .replaceAll(/\s+/g, ' ');
    const [image = '', , name] = text.split(' ');
    if (keyword === 'FROM') stages.push({ image, name, steps: [] });
    else stages.at(-1)?.steps.push({ instruction: keyword, text });
  }
  return stages;
}

export interface Copy {
  /** Stage or image after --from. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly destination: string;
}

export function parseCopy(text: string): Copy {
  const words = text.split(' ');
  const flags = words.filter((word) => word.startsWith('--'));
  const paths = words.filter((word) => !word.startsWith('--'));
  const destination = paths.pop() ?? '';
  return {
    from: flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length),
    sources: paths,
    destination,
  };
}

/** Whether a path of the repository reaches the build: the last line of .dockerignore that matches it decides. */
export function createContextFilter(): (path: string) => boolean {
  const lines = readFileSync(join(repositoryRoot, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const rules = lines.map((line) => {
    const included = line.startsWith('!');
    return { included, pattern: toPattern(included ? line.slice(1) : line) };
  });
  return (path) => rules.reduce((sent, { included, pattern }) => (pattern.test(path) ? included : sent), true);
}

/** A pattern matches what stands under it, too. */
function toPattern(line: string): RegExp {
  const escaped = line.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = escaped.replaceAll(/\*\*\/|\*/g, (found) => (found === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${expression}(?:/.*)?$`);
}

export interface BuiltImage {
  /** Stands for the image's root. */
  readonly root: string;
  /** Steps that were not carried out. */
  readonly leftOut: readonly string[];
}

/** Carries out a Dockerfile under `directory`; returns the last stage. @throws Error when a step fails. */
export function runSteps(name: string, directory: string): BuiltImage {
  const inContext = createContextFilter();
  const stages = readStages(name);
  const roots = new Map<string, string>();
  let built: BuiltImage = { root: '', leftOut: [] };
  for (const [index, stage] of stages.entries()) {
    const root = join(directory, stage.name ?? `stage-${index}`);
    const leftOut: string[] = [];
    let workDirectory = '/';
    for (const { instruction, text } of stage.steps) {
      const at = join(root, workDirectory);
      mkdirSync(at, { recursive: true });
      if (instruction === 'WORKDIR') workDirectory = text;
      else if (instruction === 'COPY' && !copy(parseCopy(text), root, at, roots, inContext))
        leftOut.push(`COPY ${text}`);
      else if (instruction === 'RUN' && !run(text, at)) leftOut.push(`RUN ${text}`);
    }
    roots.set(stage.name ?? String(index), root);
    built = { root, leftOut };
  }
  return built;
}

function copy(
  { from, sources, destination }: Copy,
  root: string,
  workDirectory: string,
  roots: ReadonlyMap<string, string>,
  inContext: (path: string) => boolean,
): boolean {
  if (from !== undefined && !roots.has(from)) return false;
  const base = from === undefined ? repositoryRoot : (roots.get(from) ?? '');
  for (const source of sources) {
    const path = join(base, source);
    const asDirectory = destination.endsWith('/');
    const target = destination.startsWith('/') ? join(root, destination) : join(workDirectory, destination);
    // Docker copies what a directory holds, and a file by its name into a directory.
    const into = asDirectory && !statSync(path).isDirectory() ? join(target, source.split('/').at(-1) ?? '') : target;
    const filter = (one: string) => from !== undefined || inContext(relative(base, one));
    cpSync(path, into, { recursive: true, verbatimSymlinks: true, filter });
  }
  return true;
}

function run(text: string, workDirectory: string): boolean {
  if (!text.startsWith('npm ')) return false;
  const { status, stderr, stdout } = spawnSync('sh', ['-c', text], {
    cwd: workDirectory,
    encoding: 'utf8',
    env: { ...process.env, npm_config_prefer_offline: 'true', npm_config_loglevel: 'error' },
  });
  if (status !== 0) throw new Error(`${text} failed:\n${stdout}${stderr}`);
  return true;
}

/** Names of the packages installed under a directory's node_modules, links left out. */
export function installedPackages(directory: string): string[] {
  const modules = join(directory, 'node_modules');
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : name,
  );
}
