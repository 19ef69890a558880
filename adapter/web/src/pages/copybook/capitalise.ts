/** Ideas are written as a line of notes; a heading begins with a capital. */
export function capitalise(text: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase() + text.slice(first.length);
}
