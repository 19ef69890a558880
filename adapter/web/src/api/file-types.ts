/** Media types of files that insight takes. By name: browsers don't agree on the type of a CSV file. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl',
  eml: 'message/rfc822',
  html: 'text/html',
  txt: 'text/plain',
};

/** Null for what is not read. */
export function typeOfFile(file: File): string | null {
  return types[file.name.toLowerCase().split('.').at(-1) ?? ''] ?? null;
}
