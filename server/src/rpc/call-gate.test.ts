import { expect, test } from 'vitest';
import { RequestError } from '../domain/errors.ts';
import { createCallGate } from './call-gate.ts';

function kindOf(act: () => unknown): string {
  try {
    act();
    return 'entered';
  } catch (error) {
    return error instanceof RequestError ? error.kind : 'bug';
  }
}

// Refusals in their documented precedence: state first, then the bound.
test.each([
  { state: 'starting', pool: 'generation', full: false, outcome: 'draining' },
  { state: 'starting', pool: 'operation', full: false, outcome: 'entered' },
  { state: 'serving', pool: 'generation', full: false, outcome: 'entered' },
  { state: 'serving', pool: 'generation', full: true, outcome: 'overloaded' },
  { state: 'serving', pool: 'operation', full: true, outcome: 'overloaded' },
  { state: 'draining', pool: 'generation', full: false, outcome: 'draining' },
  { state: 'draining', pool: 'operation', full: false, outcome: 'entered' },
] as const)('$state, $pool, full: $full → $outcome', ({ state, pool, full, outcome }) => {
  const gate = createCallGate(2);
  if (full) {
    gate.setServing();
    gate.enter(pool);
    gate.enter(pool);
  }
  if (state === 'serving') gate.setServing();
  if (state === 'draining') gate.startDraining();
  expect(kindOf(() => gate.enter(pool))).toBe(outcome);
});

test('idle comes when the last generation call leaves, and leaving twice counts once', async () => {
  const gate = createCallGate(8);
  gate.setServing();
  gate.enter('operation');
  const leaveFirst = gate.enter('generation');
  const leaveSecond = gate.enter('generation');
  let idle = false;
  const waiting = gate.whenIdle().then(() => {
    idle = true;
  });
  leaveFirst();
  leaveFirst();
  await Promise.resolve();
  expect(gate.inFlight('generation')).toBe(1);
  expect(idle).toBe(false);
  leaveSecond();
  await waiting;
  expect(idle).toBe(true);
});

test('a change of state wakes those who wait, and so does their own signal', async () => {
  const gate = createCallGate(1);
  const controller = new AbortController();
  const byChange = gate.nextChange(new AbortController().signal);
  const bySignal = gate.nextChange(controller.signal);
  controller.abort();
  await bySignal;
  gate.setServing();
  await byChange;
  gate.close();
  expect(gate.closed.aborted).toBe(true);
});
