/** Progress for the person who started a command. On standard error: standard output is for the command's results. */
export function report(line: string): void {
  process.stderr.write(`offerwright: ${line}\n`);
}

/** What stops a command, with a message that is enough for the person: no stack is shown. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

/** Runs a command's main, which gives the exit code. */
export async function runMain(main: (commandArguments: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    report(error instanceof CommandError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
