/** The file with a table that a command of insight is given: its format by its ending, and a name for what is in it. */
import { basename, extname } from 'node:path';
import { UsageError } from './explain-error.ts';

export interface TablePath {
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  /** Of the file, without its ending. */
  readonly name: string;
}

/** @throws UsageError where the option is missing or names no table. */
export function parseTablePath(option: string, path: string | undefined): TablePath {
  const ending = extname(path ?? '');
  const format = ending.slice(1).toLowerCase();
  if (path === undefined || (format !== 'csv' && format !== 'xlsx')) {
    throw new UsageError(`--${option}: must be a .csv or .xlsx file`);
  }
  return { path, format, name: basename(path, ending) };
}
