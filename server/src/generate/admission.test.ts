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

  it('does not start what cannot finish, and tries again when the estimate has faded', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    admission.learn('EMAIL', 900);
    expect(await admission.acquire('EMAIL', 800, never)).toEqual({ refused: 'deadline' });
    leaseOf(await admission.acquire('SMS', 800, never)).release();
    await clock.advance(2000);
    leaseOf(await admission.acquire('EMAIL', clock.nowMs() + 800, never));
  });

  it('lets wait only as many as can be served in time', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 64 });
    admission.learn('SMS', 300);
    leaseOf(await admission.acquire('SMS', 1550, never));
    const asked = Array.from({ length: 20 }, () => admission.acquire('SMS', 1550, never));
    // One is being written, four more end at 600, 900, 1,200 and 1,500 ms.
    expect(admission.queueLength()).toBe(4);
    expect(await Promise.all(asked.slice(4))).toEqual(asked.slice(4).map(() => ({ refused: 'overload' })));
  });

  it('counts all slots when it lets wait', async () => {
    const admission = createAdmission({ clock: createFakeClock(), slotsCount: 2, queueLengthMax: 64 });
    admission.learn('SMS', 300);
    leaseOf(await admission.acquire('SMS', 1000, never));
    leaseOf(await admission.acquire('SMS', 1000, never));
    const asked = Array.from({ length: 20 }, () => admission.acquire('SMS', 1000, never));
    expect(admission.queueLength()).toBe(3);
    expect(await asked[19]).toEqual({ refused: 'overload' });
  });

  it('sends away whom it has let wait in vain as soon as it knows how long a text takes', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 64 });
    const first = leaseOf(await admission.acquire('SMS', 1550, never));
    const asked = Array.from({ length: 20 }, () => admission.acquire('SMS', 1550, never));
    expect(admission.queueLength()).toBe(20);
    await clock.advance(500);
    first.release();
    expect(admission.busyCount()).toBe(1);
    expect(admission.queueLength()).toBe(1);
    expect(await Promise.all(asked.slice(2))).toEqual(asked.slice(2).map(() => ({ refused: 'overload' })));
  });

  it('learns from texts that were cut off at their deadline: nobody waits behind such any more', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    admission.learn('EMAIL', 400);
    for (let text = 0; text < 8; text += 1) {
      const lease = leaseOf(await admission.acquire('EMAIL', clock.nowMs() + 1000, never));
      await clock.advance(1100);
      lease.release();
    }
    leaseOf(await admission.acquire('EMAIL', clock.nowMs() + 1000, never));
    expect(await admission.acquire('EMAIL', clock.nowMs() + 1000, never)).toEqual({ refused: 'overload' });
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

  it('lends a free slot to work that can wait, and asks for it back when somebody waits', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 2, queueLengthMax: 4 });
    const busy = leaseOf(await admission.acquire('SMS', 1000, never));
    const idle = admission.acquireIdle()!;
    expect(admission.busyCount()).toBe(2);
    expect(admission.acquireIdle()).toBeNull();
    expect(idle.wanted.aborted).toBe(false);
    await clock.advance(500);
    const waiting = admission.acquire('SMS', 1500, never);
    expect(idle.wanted.aborted).toBe(true);
    expect(admission.queueLength()).toBe(1);
    idle.lease.release();
    idle.lease.release();
    leaseOf(await waiting).release();
    busy.release();
    expect(admission.busyCount()).toBe(0);
  });

  it('asks one idle slot back for each that waits, and lends none while somebody does', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 2, queueLengthMax: 4 });
    const [first, second] = [admission.acquireIdle()!, admission.acquireIdle()!];
    const waiting = admission.acquire('SMS', 1500, never);
    expect([first.wanted.aborted, second.wanted.aborted]).toEqual([true, false]);
    second.lease.release();
    leaseOf(await waiting);
    const next = admission.acquire('SMS', 1500, never);
    expect(admission.acquireIdle()).toBeNull();
    first.lease.release();
    leaseOf(await next);
  });

  it('learns nothing of how long idle work took', async () => {
    const clock = createFakeClock();
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 4 });
    const idle = admission.acquireIdle()!;
    await clock.advance(60_000);
    const waiting = admission.acquire('SMS', clock.nowMs() + 100, never);
    idle.lease.release();
    leaseOf(await waiting);
  });
});
