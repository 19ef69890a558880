const linesShown = 20;

/** The end of a log, for a message to a person. */
export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-linesShown).join('\n');
}
