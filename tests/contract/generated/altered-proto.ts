/** A copy of the contract with one place changed: what the checks make of a change is tested on it, never on the repo. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createFileRegistry, type DescService, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { GenerationService } from '@offerwright/proto/marketing/v1/generation_pb';

const repositoryRoot = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const buf = join(repositoryRoot, 'node_modules', '.bin', 'buf');
const run = promisify(execFile);

export interface AlteredProto {
  /** Runs buf in the copy. Resolves whatever buf says of it. */
  buf(...commandArguments: string[]): Promise<{ readonly code: number; readonly output: string }>;
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

  async function runBuf(...commandArguments: string[]): Promise<{ code: number; output: string }> {
    try {
      const { stdout, stderr } = await run(buf, commandArguments, { cwd: directory });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const failed = error as { code?: number | string; stdout?: string; stderr?: string };
      if (typeof failed.code !== 'number') throw error;
      return { code: failed.code, output: `${failed.stdout}${failed.stderr}` };
    }
  }

  return {
    buf: runBuf,
    async service() {
      const image = join(directory, 'image.binpb');
      const { code, output } = await runBuf('build', '-o', image);
      if (code !== 0) throw new Error(`buf build: ${output}`);
      const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, await readFile(image)));
      return registry.getService(GenerationService.typeName)!;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
