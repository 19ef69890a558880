/** Reads a body that is a file (an upload, an import) up to the limit, as it is. */
import type { AdapterContext } from '../context.ts';
import { describeKind, RequestError } from '../errors.ts';

/** How media types of files are called here. */
const mediaTypes = {
  csv: ['text/csv', 'application/csv'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  jsonl: ['application/jsonl', 'application/x-ndjson'],
  eml: ['message/rfc822'],
  html: ['text/html'],
  txt: ['text/plain'],
  yaml: ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'],
} as const;

export type FileFormat = keyof typeof mediaTypes;

/** Where files are taken by POST, and of what format. */
const filePaths: Readonly<Record<string, readonly FileFormat[]>> = {
  '/v1/campaigns/files': ['csv', 'xlsx'],
  '/v1/catalogue/import': ['xlsx', 'yaml'],
  '/v1/outcomes/inspect': ['csv', 'xlsx'],
  '/v1/outcomes/import': ['csv', 'xlsx'],
  '/v1/insight/journeys': ['csv', 'xlsx'],
  '/v1/insight/market/files': ['csv', 'xlsx', 'jsonl', 'eml', 'html', 'txt'],
  '/v1/insight/reports': ['csv', 'xlsx'],
};

/** Where a file is too big to be held: its route reads it as it comes. */
const streamedPaths: readonly string[] = ['/v1/campaigns/files'];

export function streamsFile(context: AdapterContext): boolean {
  return context.method === 'POST' && streamedPaths.includes(context.path);
}

export function takesFile(context: AdapterContext): boolean {
  return context.method === 'POST' && Object.hasOwn(filePaths, context.path);
}

/** @throws RequestError unsupported_media_type. */
export function fileFormatOf(context: AdapterContext): FileFormat {
  const formats = filePaths[context.path] ?? [];
  for (const format of formats) if (context.is(...mediaTypes[format])) return format;
  const limit = formats.map((format) => mediaTypes[format][0]).join(' or ');
  const given = context.get('Content-Type') === '' ? describeKind(undefined) : 'another type';
  throw new RequestError('unsupported_media_type', `the body must be ${limit}; got ${given}`, {
    field: 'Content-Type',
    limit,
    given,
  });
}

/** @throws RequestError unsupported_media_type, body_too_large. */
export async function readFileBody(context: AdapterContext, bytesMax: number): Promise<Buffer> {
  const content = openFileBody(context);
  const chunks: Buffer[] = [];
  let bytesCount = 0;
  for await (const chunk of content) {
    bytesCount += chunk.length;
    // What is beyond the limit is read and dropped, so that the caller gets an answer and not a broken connection.
    if (bytesCount <= bytesMax) chunks.push(chunk);
  }
  if (bytesCount <= bytesMax) return Buffer.concat(chunks);
  const limit = `${bytesMax} bytes`;
  const given = `${bytesCount} bytes`;
  throw new RequestError('body_too_large', `the body may hold at most ${limit}; got ${given}`, {
    field: 'body',
    limit,
    given,
  });
}

/** The bytes as they come. @throws RequestError unsupported_media_type */
export function openFileBody(context: AdapterContext): AsyncIterable<Buffer> {
  fileFormatOf(context);
  if (!['', 'identity'].includes(context.get('Content-Encoding'))) {
    const limit = 'content-encoding identity';
    throw new RequestError('unsupported_media_type', `the body must come in ${limit}`, { field: 'body', limit });
  }
  return context.req as AsyncIterable<Buffer>;
}
