/** Every dependency is pinned: the same clone gives the same code next year. */
import { readFile } from 'node:fs/promises';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];
const exact = /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** @returns One line for each version that is a range or a tag. */
export function findInexactVersions(name: string, packageJson: Record<string, Record<string, string> | undefined>) {
  return sections.flatMap((section) =>
    Object.entries(packageJson[section] ?? {})
      .filter(([, version]) => !exact.test(version))
      .map(([dependency, version]) => `${name}: ${section}.${dependency} is "${version}", not an exact version`),
  );
}

/** @param paths Of package.json files. */
export async function checkExactVersions(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => findInexactVersions(path, JSON.parse(await readFile(path, 'utf8')))),
  );
  return found.flat();
}
