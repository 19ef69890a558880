/** Documents: links that lead somewhere. Files: none too big for a clone. */
import { dirname, join, normalize } from 'node:path/posix';
import type { Finding, SourceFile } from './source-files.ts';

/**
 * Relative links of Markdown files to files and to headings.
 *
 * @param documents All Markdown files.
 * @param exists Whether a path from the root is a file or a directory.
 */
export function findBrokenLinks(documents: readonly SourceFile[], exists: (path: string) => boolean): Finding[] {
  const anchors = new Map(documents.map((document) => [document.path, anchorsOf(document.text)]));
  return documents.flatMap((document) =>
    linksOf(document.text).flatMap((link) => {
      if (/^[a-z]+:/i.test(link)) return [];
      const [file = '', anchor] = decodeURI(link).split('#');
      const target = file === '' ? document.path : normalize(join(dirname(document.path), file)).replace(/\/$/, '');
      if (!exists(target)) return [`${document.path}: ${link} leads nowhere`];
      const known = anchors.get(target);
      return anchor && known && !known.has(anchor) ? [`${document.path}: ${link}: no such heading`] : [];
    }),
  );
}

const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');

function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** As hosts of repositories make them: lower case, punctuation out, spaces to hyphens. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/^#{1,6}\s+(.+)$/gm)];
  return new Set(
    headings.map((match) =>
      (match[1] ?? '')
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

export interface FileSize {
  readonly path: string;
  readonly bytes: number;
}

export function findBigFiles(files: readonly FileSize[], bytesMax: number): Finding[] {
  return files
    .filter(({ bytes }) => bytes > bytesMax)
    .map(({ path, bytes }) => `${path} has ${bytes} bytes; at most ${bytesMax} are committed`);
}

/** A file of code that says nothing of what it is for. */
export function findSilentFiles(files: readonly SourceFile[]): Finding[] {
  return files
    .filter(({ text }) => !/\/\*\*[\s\S]*?\*\//.test(text))
    .map(({ path }) => `${path} has no comment that says what it is for`);
}
