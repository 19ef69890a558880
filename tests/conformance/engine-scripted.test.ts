import { systemClock } from '../../server/src/domain/clock.ts';
import { createScriptedEngine } from '../../server/src/engine/scripted-engine.ts';
import { engineSuite } from '../kit/engine-suite.ts';

engineSuite('scripted', {
  createEngine: async () =>
    createScriptedEngine({
      slotsCount: 2,
      seed: 5,
      freeText: 'Карта для 5 дел: ёмко.',
      stepDelay: { clock: systemClock, delayMs: 1 },
    }),
  tolerance: 1e-9,
});
