/** Reads a body that is a file (an import) up to the limit, as it is. */
import type { AdapterContext } from '../context.ts';
import { describeKind, RequestError } from '../errors.ts';

/** Where files are taken, and how their media types are called here. */
const filePath = '/v1/catalogue/import';
const mediaTypes = {
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  yaml: ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'],
} as const;

export const importMediaTypes = { xlsx: mediaTypes.xlsx[0], yaml: mediaTypes.yaml[0] } as const;

export function takesFile(context: AdapterContext): boolean {
  return context.method === 'POST' && context.path === filePath;
}

/** @throws RequestError unsupported_media_type. */
export function importFormatOf(context: AdapterContext): keyof typeof mediaTypes {
  if (context.is(...mediaTypes.xlsx)) return 'xlsx';
  if (context.is(...mediaTypes.yaml)) return 'yaml';
  const limit = Object.values(importMediaTypes).join(' or ');
  const given = context.get('Content-Type') === '' ? describeKind(undefined) : 'another type';
  throw new RequestError('unsupported_media_type', `the body must be ${limit}; got ${given}`, {
    field: 'Content-Type',
    limit,
    given,
  });
}

/** @throws RequestError unsupported_media_type, body_too_large. */
export async function readFileBody(context: AdapterContext, bytesMax: number): Promise<Buffer> {
  importFormatOf(context);
  if (!['', 'identity'].includes(context.get('Content-Encoding'))) {
    const limit = 'content-encoding identity';
    throw new RequestError('unsupported_media_type', `the body must come in ${limit}`, { field: 'body', limit });
  }
  const chunks: Buffer[] = [];
  let bytesCount = 0;
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
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
