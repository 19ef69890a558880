#!/usr/bin/env node
/**
 * node scripts/run.mjs COMMAND [ARGUMENTS…]: what every npm script of the repository calls.
 *
 * Order: check this Node (20.19 is enough) → dependencies, when they are not as locked → the command under
 * scripts/commands/, run by the Node 24 that came with them, in the directory the person called from.
 *
 * Plain JavaScript with node: modules only, because it runs before anything is installed. What it says goes to
 * standard error: standard output is the command's alone, so that `npm run -s campaign` can be piped.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies, nodePackage } from './install-dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commandsDirectory = join(root, 'scripts', 'commands');

function report(line) {
  process.stderr.write(`offerwright: ${line}\n`);
}

function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Node 20.19 or newer is needed to start (Node 24 is then installed by npm); this is ${process.version}`,
    );
  }
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(
      `Node 24 and PostgreSQL come from npm for Linux on x64 and arm64; this is ${process.platform} on ` +
        `${process.arch}: use docker compose instead (README.md)`,
    );
  }
}

function parseCommand(name) {
  const commands = readdirSync(commandsDirectory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  if (name !== undefined && commands.includes(name)) return join(commandsDirectory, `${name}.ts`);
  throw new Error(`usage: node scripts/run.mjs COMMAND [ARGUMENTS…]; commands: ${commands.sort().join(', ')}`);
}

function runCommand(file, commandArguments) {
  const node = join(root, 'node_modules', nodePackage, 'bin', 'node');
  const callerDirectory = process.env.INIT_CWD;
  return new Promise((resolve, reject) => {
    const child = spawn(node, [file, ...commandArguments], {
      cwd: callerDirectory && existsSync(callerDirectory) ? callerDirectory : process.cwd(),
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
        PACT_DO_NOT_TRACK: 'true',
      },
      stdio: 'inherit',
    });
    // A terminal gives Ctrl-C to the whole group; a supervisor signals this process only, so it is passed on.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => reject(new Error(`${nodePackage} does not run here: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

try {
  checkMachine();
  const [name, ...commandArguments] = process.argv.slice(2);
  const file = parseCommand(name);
  await installDependencies(root, report);
  process.exitCode = await runCommand(file, commandArguments);
} catch (error) {
  report(error.message);
  process.exitCode = 1;
}
