/**
 * Brings node_modules in line with package-lock.json, by `npm ci`, when it is not.
 *
 * Whether it is, npm's own record says: node_modules/.package-lock.json is written when an install is complete and
 * lists what stands there. Comparing it with package-lock.json takes 10 ms and, unlike a stamp of ours, also sees an
 * install by hand, one without development packages, and one that was cut short.
 *
 * Install scripts stay off: no dependency needs one (library links of PostgreSQL are made when it starts), so nothing
 * from a registry runs before it is called.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { withExclusiveLock } from './exclusive-lock.mjs';

const progressEveryMs = 15_000;

/** The npm package whose binary is Node 24. */
export const nodePackage = `node-linux-${process.arch}`;

/**
 * @param {string} root The repository's root.
 * @param {(line: string) => void} report Takes lines of progress.
 * @throws {Error} With a message for a person, when npm is missing or fails.
 */
export async function installDependencies(root, report) {
  if (difference(root) === undefined) return;
  await withExclusiveLock(
    'set-up',
    root,
    async () => {
      const reason = difference(root);
      if (reason === undefined) return;
      report(`installing dependencies (${reason}): npm ci, about 800 MB`);
      await runNpmCi(root, report);
      const left = difference(root);
      if (left !== undefined) throw new Error(`npm ci ended well, yet ${left}: is this Linux with glibc?`);
    },
    () => report('another process is installing the dependencies: waiting for it'),
  );
}

/**
 * Says why node_modules is not what package-lock.json asks for.
 *
 * @param {string} root
 * @returns {string | undefined} Undefined when all is installed.
 */
export function difference(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing: is this a whole clone?');
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'none installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = installed[path];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!found) {
      // Optional packages of other platforms are left out, but Node itself is needed.
      if (!entry.optional || name === nodePackage) return `${name} is missing`;
    } else if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${name} is not the locked version`;
    }
  }
  return existsSync(join(root, 'node_modules', nodePackage, 'bin', 'node')) ? undefined : `${nodePackage} is missing`;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The environment for npm: its own node must not come from the node_modules it is about to replace, and `npm run -s`
 * must not silence its errors.
 */
function npmEnvironment(root) {
  const environment = { ...process.env };
  for (const name of ['npm_config_loglevel', 'npm_config_silent', 'npm_config_workspace', 'npm_config_workspaces']) {
    delete environment[name];
  }
  const own = join(root, 'node_modules') + sep;
  environment.PATH = (environment.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !`${directory}${sep}`.startsWith(own))
    .join(delimiter);
  return environment;
}

function runNpmCi(root, report) {
  const flags = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline'];
  return new Promise((resolve, reject) => {
    const startedAt = Date.now();
    // npm's standard output goes to our standard error: ours belongs to the command.
    const npm = spawn('npm', [...flags, '--no-audit', '--no-fund'], {
      cwd: root,
      env: npmEnvironment(root),
      stdio: ['ignore', 2, 2],
    });
    const ticker = setInterval(
      () => report(`installing dependencies: ${Math.round((Date.now() - startedAt) / 1000)} s so far`),
      progressEveryMs,
    );
    npm.once('error', (error) => {
      clearInterval(ticker);
      reject(
        error.code === 'ENOENT'
          ? new Error('npm was not found in PATH: install npm (it comes with Node) and try again')
          : error,
      );
    });
    npm.once('exit', (code, signal) => {
      clearInterval(ticker);
      if (code === 0) {
        report(`dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
        resolve(undefined);
        return;
      }
      reject(
        new Error(
          `npm ci failed (${signal ?? `exit code ${code}`}); its own message is above. Usual causes: the package ` +
            'registry cannot be reached (see `npm config get registry` and `npm ping`), a full disk, or a ' +
            'package.json changed without its lock file. Running the same command again is safe.',
        ),
      );
    });
  });
}
