/**
 * llama.cpp's own server, for the bench that compares with it: built once from the sources that llama-cpp-python carries
 * in its source package, by the machine's compiler, for the machine's own processor. An optional tool of the bench: set-up
 * never builds it, the service never needs it.
 *
 * Order: pip fetches the source package → tar → cmake (native code, no web page, no TLS) → the binary stays in the cache.
 * About ten minutes on two cores.
 */
import { spawn } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPip } from '../../../scripts/model/find-pip.ts';
import { CommandError, report } from '../../../scripts/report.ts';

/** The newest release when the bench was written. */
const packageVersion = '0.3.36';

/** @param cacheDirectory what is built stays there. @returns the path of the binary. */
export async function buildLlamaServer(cacheDirectory: string): Promise<string> {
  const sourceDirectory = join(cacheDirectory, 'src');
  const unpacked = join(sourceDirectory, `llama_cpp_python-${packageVersion}`);
  const buildDirectory = join(unpacked, 'build-bench');
  const binary = join(buildDirectory, 'bin', 'llama-server');
  if (await exists(binary)) return binary;
  const pip = await findPip();
  if (!pip) throw new CommandError('pip is needed to fetch the sources of llama.cpp: install Python 3 with pip');
  await mkdir(sourceDirectory, { recursive: true });
  report(`fetching llama-cpp-python ${packageVersion} (77 MB)`);
  const wanted = `llama-cpp-python==${packageVersion}`;
  await run([...pip, 'download', '--no-deps', '--no-binary', 'llama-cpp-python', '--dest', sourceDirectory, wanted]);
  await run(['tar', '--extract', '--gzip', '--file', `${unpacked}.tar.gz`, '--directory', sourceDirectory]);
  report('building llama-server: about ten minutes on two cores');
  const source = join(unpacked, 'vendor', 'llama.cpp');
  const off = ['TESTS', 'EXAMPLES', 'APP', 'UI'].map((part) => `-DLLAMA_BUILD_${part}=OFF`);
  await run([
    'cmake',
    ...[
      '-S',
      source,
      '-B',
      buildDirectory,
      '-DCMAKE_BUILD_TYPE=Release',
      '-DGGML_NATIVE=ON',
      '-DBUILD_SHARED_LIBS=OFF',
    ],
    ...[...off, '-DLLAMA_USE_PREBUILT_UI=OFF', '-DLLAMA_OPENSSL=OFF'],
    ...['-DLLAMA_BUILD_NUMBER=1', '-DLLAMA_BUILD_COMMIT=sdist'],
  ]);
  await run(['nice', '-n', '15', 'cmake', '--build', buildDirectory, '--target', 'llama-server', '--parallel', '2']);
  return binary;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** Its output goes to standard error, so that the person sees the progress. @throws CommandError when it fails. */
async function run([program, ...rest]: readonly string[]): Promise<void> {
  const child = spawn(program!, rest, { stdio: ['ignore', 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(new CommandError(`${program} does not run here: ${error.message}`)));
    child.once('close', resolve);
  });
  if (code !== 0) throw new CommandError(`${program} ended with ${code}`);
}
