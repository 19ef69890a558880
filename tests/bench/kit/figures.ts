/** What the benches have in common: percentiles, Markdown tables, and what else the machine was doing. */
import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';

/** Nearest rank; NaN for an empty sample. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
}

/** A line for the report: a figure without the load of the machine says little. */
export function describeMachine(): string {
  const model = cpus()[0]?.model ?? 'unknown';
  return `machine: ${cpus().length} × ${model}; load before the bench ${loadavg()[0]!.toFixed(2)}`;
}

/** User and system time of a process so far, all its threads, milliseconds; the kernel counts in steps of 10. */
export async function processorMsOf(processId: number): Promise<number> {
  const fields = (await readFile(`/proc/${processId}/stat`, 'utf8')).split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
