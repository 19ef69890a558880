/** Holds the engine while it loads, when it is ready, and after it failed: `generate/` and `rpc/` ask here. */
import type { EngineState } from '../domain/answer.ts';
import type { Engine } from '../engine/engine.ts';

export interface EngineHolder {
  state(): EngineState;
  /** Why the engine is down, without paths or data; empty otherwise. */
  reason(): string;
  /** The engine when ready, else null. */
  engine(): Engine | null;
  setReady(engine: Engine): void;
  setDown(reason: string): void;
}

export function createEngineHolder(): EngineHolder {
  let state: EngineState = 'loading';
  let reason = '';
  let engine: Engine | null = null;
  return {
    state: () => state,
    reason: () => reason,
    engine: () => engine,
    setReady(ready) {
      engine = ready;
      state = 'ready';
      reason = '';
    },
    setDown(why) {
      engine = null;
      state = 'down';
      reason = why;
    },
  };
}
