import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../domain/fake-clock.ts';
import { type AcquireResult, createAdmission, type Lease } from './admission.ts';

const never = new AbortController().signal;

function leaseOf(result: AcquireResult): Lease {
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return result.lease;
}

describe('admission', () => {
  it('gives as many leases as there are slots, then queues in order', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    const first = leaseOf(await admission.acquire('SMS', 1000, never));
    const order: string[] = [];
    const second = admission.acquire('SMS', 1000, never).then((result) => {
      order.push('second');
      return leaseOf(result);
    });
    const third = admission.acquire('SMS', 1000, never).then((result) => {
      order.push('third');
      return leaseOf(result);
    });
    expect(admission.queueLength()).toBe(2);
    await clock.advance(100);
    first.release();
    const secondLease = await second;
    expect(secondLease.queuedMs).toBe(100);
    expect(admission.busyCount()).toBe(1);
    secondLease.release();
    (await third).release();
    expect(order).toEqual(['second', 'third']);
    expect(admission.busyCount()).toBe(0);
    expect(clock.pendingTimersCount()).toBe(0);
  });

  it('refuses at once when the queue is full', async () => {
    const admission = createAdmission({ clock: createFakeClock(), slotsCount: 1, queueLengthMax: 0 });
    leaseOf(await admission.acquire('SMS', 1000, never));
    expect(await admission.acquire('SMS', 1000, never)).toEqual({ refused: 'overload' });
  });

  it('lets nobody wait beyond the soft deadline', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    leaseOf(await admission.acquire('SMS', 5000, never));
    const waiting = admission.acquire('SMS', 300, never);
    await clock.advance(300);
    expect(await waiting).toEqual({ refused: 'overload' });
    expect(admission.queueLength()).toBe(0);
  });

  it('does not start what cannot finish, and lets the estimate decay', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    admission.learn('EMAIL', 900);
    expect(await admission.acquire('EMAIL', 800, never)).toEqual({ refused: 'deadline' });
    const other = leaseOf(await admission.acquire('SMS', 800, never));
    other.release();
    let refusals = 1;
    while ('refused' in (await admission.acquire('EMAIL', 800, never))) refusals += 1;
    expect(refusals).toBeGreaterThan(1);
    expect(refusals).toBeLessThan(20);
  });

  it('drops a waiter whose caller leaves', async () => {
    const admission = createAdmission({ clock: createFakeClock(), slotsCount: 1, queueLengthMax: 4 });
    leaseOf(await admission.acquire('SMS', 1000, never));
    const caller = new AbortController();
    const waiting = admission.acquire('SMS', 1000, caller.signal);
    caller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(admission.queueLength()).toBe(0);
  });

  it('releases once, however often asked', async () => {
    const admission = createAdmission({ clock: createFakeClock(), slotsCount: 1, queueLengthMax: 4 });
    const lease = leaseOf(await admission.acquire('SMS', 1000, never));
    lease.release();
    lease.release();
    expect(admission.busyCount()).toBe(0);
  });
});
