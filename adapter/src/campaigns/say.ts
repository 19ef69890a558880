/** What the command tells its user: on standard error, so that standard output stays clean for scripts. */
export function say(line: string): void {
  process.stderr.write(`campaign: ${line}\n`);
}
