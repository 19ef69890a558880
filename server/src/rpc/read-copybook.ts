/**
 * RPC ReadCopybook: the files that the server started with, for a database to import. Read anew rather than kept: 4 MB
 * that are asked for once in the life of an installation. Who imports compares the hash with DescribeModel's.
 */
import { create } from '@bufbuild/protobuf';
import {
  type CopybookLine,
  CopybookLineSchema,
  type GenerationService,
  ReadCopybookResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { readCopybookLines } from '../copybook/index.ts';
import type { Handlers } from './call.ts';

export interface ReadCopybookOptions {
  readonly copybookDir: string;
}

/** A message of so many lines is about 130 KB. */
const linesPerMessage = 100;
const extension = '.jsonl';

export function createReadCopybook({
  copybookDir,
}: ReadCopybookOptions): Handlers<typeof GenerationService>['readCopybook'] {
  return async function* readCopybook(_request, context) {
    let lines: CopybookLine[] = [];
    for await (const { file, line, text } of readCopybookLines(copybookDir)) {
      context.signal.throwIfAborted();
      lines.push(
        create(CopybookLineSchema, { fileName: file.slice(0, -extension.length), lineNumber: line, json: text }),
      );
      if (lines.length < linesPerMessage) continue;
      yield create(ReadCopybookResponseSchema, { lines });
      lines = [];
    }
    if (lines.length > 0) yield create(ReadCopybookResponseSchema, { lines });
  };
}
