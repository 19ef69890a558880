import { describe, expect, it } from 'vitest';
import { createBoundedQueue } from './bounded-queue.ts';

describe('createBoundedQueue', () => {
  it('runs some at once, lets some wait in order, refuses the rest, and frees the place of a failure', async () => {
    const run = createBoundedQueue(1, 2);
    const first = Promise.withResolvers<string>();
    const order: string[] = [];
    const note = (name: string) => async () => {
      order.push(name);
      return name;
    };
    const running = run(() => first.promise);
    const second = run(note('second'));
    const third = run(note('third'));
    await expect(run(note('fourth'))).rejects.toMatchObject({ kind: 'overloaded' });
    expect(order).toEqual([]);
    first.reject(new Error('failed'));
    await expect(running).rejects.toThrow('failed');
    expect(await Promise.all([second, third])).toEqual(['second', 'third']);
    expect(await run(note('fifth'))).toBe('fifth');
    expect(order).toEqual(['second', 'third', 'fifth']);
  });
});
