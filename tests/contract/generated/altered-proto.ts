/** A copy of the contract with one place changed: what the checks make of a change is tested on it, never on the repo. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFileRegistry, type DescService, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';
import { repositoryRoot } from '../../../scripts/repository.ts';

const bufPath = join(repositoryRoot, 'node_modules', '.bin', 'buf');
const run = promisify(execFile);

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

export interface AlteredProto {
  /** Runs a check of `npm run check` on the copy, whatever it says. */
  check(name: string): Promise<CommandResult>;
  /** The service as the copy describes it. */
  service(): Promise<DescService>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * @param original text that stands exactly once in generation.proto; the empty text changes nothing.
 * @throws Error when it does not stand there once.
 */
export async function alterProto(original: string, replacement: string): Promise<AlteredProto> {
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-proto-'));
  await cp(join(repositoryRoot, 'proto'), join(directory, 'proto'), { recursive: true });
  await cp(join(repositoryRoot, 'buf.yaml'), join(directory, 'buf.yaml'));
  const file = join(directory, 'proto', 'marketing', 'v1', 'generation.proto');
  const text = await readFile(file, 'utf8');
  if (original !== '' && text.split(original).length !== 2) {
    throw new Error(`generation.proto must hold exactly once: ${original}`);
  }
  await writeFile(
    file,
    text.replace(original, () => replacement),
  );

  async function runHere(file: string, ...commandArguments: string[]): Promise<CommandResult> {
    try {
      const { stdout, stderr } = await run(file, commandArguments, { cwd: directory });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const failed = error as { code?: number | string; stdout?: string; stderr?: string };
      if (typeof failed.code !== 'number') throw error;
      return { code: failed.code, output: `${failed.stdout}${failed.stderr}` };
    }
  }

  return {
    async check(name) {
      await cp(join(repositoryRoot, 'scripts'), join(directory, 'scripts'), { recursive: true });
      await cp(join(repositoryRoot, 'package.json'), join(directory, 'package.json'));
      await symlink(join(repositoryRoot, 'node_modules'), join(directory, 'node_modules'));
      return await runHere(process.execPath, join('scripts', 'commands', 'check.ts'), name);
    },
    async service() {
      const { code, output } = await runHere(bufPath, 'build', '-o', 'image.binpb');
      if (code !== 0) throw new Error(`buf build: ${output}`);
      const image = await readFile(join(directory, 'image.binpb'));
      return createFileRegistry(fromBinary(FileDescriptorSetSchema, image)).getService(GenerationService.typeName)!;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
