/**
 * What is wrong with a file of clients, as a slug that the pages say in their language; the message beside it says the
 * same in English, with numbers and lines.
 */
const slugs: readonly (readonly [RegExp, string])[] = [
  [/is empty: a header|is empty$/, 'empty'],
  [/zero bytes/, 'not text'],
  [/UTF-16/, 'UTF-16'],
  [/\.xls file|encrypted/, 'encrypted or old Excel file'],
  [/its content is a zip archive/, 'xlsx named csv'],
  [/not that of an \.xlsx/, 'not an xlsx'],
  [/may unpack to|may hold \d+ entries/, 'archive too big inside'],
  [/damaged|holds no sheet/, 'damaged xlsx'],
  [/quote/, 'broken quotes'],
  [/row is longer|not valid CSV/, 'not a CSV'],
  [/at most \d+ rows/, 'too many rows'],
  [/at most \d+ (named )?columns|at most \d+ cells/, 'too many columns'],
  [/at least one client|no rows/, 'no rows'],
  [/first row must name|sheet is empty/, 'no header'],
  [/more than \d+ bytes/, 'too many bytes'],
];

export function nameFileProblem(message: string): string {
  return slugs.find(([pattern]) => pattern.test(message))?.[1] ?? 'another file';
}
