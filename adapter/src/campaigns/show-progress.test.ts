import { describe, expect, it } from 'vitest';
import type { ClientResult } from '../api/generate-response.ts';
import type { Clock } from '../clock.ts';
import { formatDuration, startProgress } from './show-progress.ts';

function createClock(): Clock & { advance(ms: number): void } {
  let nowMs = 0;
  let timers: { atMs: number; callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    epochMs: () => nowMs,
    schedule(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    randomBytes: (bytesCount) => Buffer.alloc(bytesCount),
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = next.atMs;
        next.callback();
      }
      nowMs = untilMs;
    },
  };
}

function createStream(isTTY: boolean) {
  let written = '';
  const write = (text: string) => {
    written += text;
    return true;
  };
  const stream = { isTTY, write, cursorTo: () => true, clearLine: () => true, columns: 200 };
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => written };
}

const answer = (source: 'model' | 'rules') => ({ status: 'sendable', source }) as ClientResult;
const failure = { index: 0, id: 1, error: { kind: 'internal', message: '', field: '', limit: '', given: '' } };

describe('startProgress', () => {
  it('writes a line every five seconds where there is no terminal', () => {
    const clock = createClock();
    const { stream, text } = createStream(false);
    const progress = startProgress({ clock, stream, rowsCount: 100, doneBefore: 40 });
    clock.advance(4999);
    expect(text().trimEnd().split('\n')).toHaveLength(1);
    for (let count = 0; count < 8; count += 1) progress.addAnswer(answer('model'));
    progress.addAnswer(answer('rules'));
    progress.addAnswer(failure);
    progress.addProblems(2);
    clock.advance(1);
    expect(text().trimEnd().split('\n').at(-1)).toBe(
      '52/100 rows, 120.0 texts/min, 24 s left; model 8, rules 1, refused 0, errors 3',
    );
    progress.stop();
    clock.advance(60_000);
    expect(text().trimEnd().split('\n')).toHaveLength(2);
    expect(progress.answeredCount()).toBe(10);
  });

  it('draws a bar on a terminal', () => {
    const clock = createClock();
    const { stream, text } = createStream(true);
    const progress = startProgress({ clock, stream, rowsCount: 10, doneBefore: 0 });
    progress.addAnswer(answer('model'));
    clock.advance(1000);
    progress.stop();
    expect(text()).toContain('1/10 rows | 60.0 texts/min | 9 s left | model 1, rules 0, refused 0, errors 0');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 min 00 s'],
    [127_000, '2 min 07 s'],
    [3_900_000, '1 h 05 min'],
  ])('%d ms', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
