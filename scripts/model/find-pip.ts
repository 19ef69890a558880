/** pip as this machine has it: `pip`, `pip3` or `python3 -m pip`. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Command = readonly [string, ...string[]];

export const pipCommands: readonly Command[] = [['pip'], ['pip3'], ['python3', '-m', 'pip']];

/** @returns the first command that answers `--version`, or null. */
export async function findPip(commands: readonly Command[] = pipCommands): Promise<Command | null> {
  for (const [program, ...rest] of commands) {
    const answers = await promisify(execFile)(program, [...rest, '--version']).then(
      () => true,
      () => false,
    );
    if (answers) return [program, ...rest];
  }
  return null;
}
