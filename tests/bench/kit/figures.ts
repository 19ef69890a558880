/** What the benches have in common: percentiles, Markdown tables, and what else the machine was doing. */
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

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
