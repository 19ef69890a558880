/** Progress of a long transfer, on standard error: a bar on a terminal, a line every few seconds elsewhere. */
import { Presets, SingleBar } from 'cli-progress';
import { report } from '../report.ts';

const lineEveryMs = 5000;

export interface Progress {
  /** Begins a transfer of which `bytesDone` are there already. */
  start(label: string, bytesTotal: number, bytesDone: number): void;
  /** Bytes done so far, those from before included. */
  update(bytesDone: number): void;
  stop(): void;
  /** A line for the person. */
  note(line: string): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr, nowMs: () => number = Date.now): Progress {
  let current: { label: string; bytesTotal: number; bytesBefore: number; startedAtMs: number } | null = null;
  let bar: SingleBar | null = null;
  let lineAtMs = 0;

  function rate(bytesDone: number): { readonly speed: string; readonly left: string } {
    const seconds = (nowMs() - current!.startedAtMs) / 1000;
    const bytesPerSecond = (bytesDone - current!.bytesBefore) / Math.max(seconds, 0.001);
    if (seconds < 0.5 || bytesPerSecond < 1) return { speed: '– MB/s', left: '–' };
    const left = Math.max(0, (current!.bytesTotal - bytesDone) / bytesPerSecond);
    return { speed: `${(bytesPerSecond / 1e6).toFixed(1)} MB/s`, left: describeSeconds(left) };
  }

  function stop(): void {
    bar?.stop();
    bar = null;
    current = null;
  }

  return {
    start(label, bytesTotal, bytesDone) {
      stop();
      current = { label, bytesTotal, bytesBefore: bytesDone, startedAtMs: nowMs() };
      lineAtMs = nowMs();
      if (!stream.isTTY) return;
      const format = 'offerwright: {label} {bar} {percentage} % · {speed} · {left} left';
      bar = new SingleBar({ format, stream, hideCursor: true, stopOnComplete: false }, Presets.shades_classic);
      bar.start(bytesTotal, bytesDone, { label, speed: '– MB/s', left: '–' });
    },
    update(bytesDone) {
      if (!current) return;
      const done = Math.min(bytesDone, current.bytesTotal);
      if (bar) {
        bar.update(done, rate(done));
      } else if (nowMs() - lineAtMs >= lineEveryMs) {
        lineAtMs = nowMs();
        const percent = Math.floor((100 * done) / current.bytesTotal);
        const { speed, left } = rate(done);
        report(`${current.label}: ${percent} % of ${describeBytes(current.bytesTotal)}, ${speed}, ${left} left`);
      }
    },
    stop,
    note(line) {
      if (bar) stop();
      report(line);
    },
  };
}

export function describeBytes(bytes: number): string {
  if (bytes < 1e6) return `${bytes} bytes`;
  return `${Math.round(bytes / 1e6)} MB`;
}

function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return `${Math.ceil(seconds / 60)} min`;
}
