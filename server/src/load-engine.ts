/**
 * Loads the configured engine behind a server that already serves, and tells the holder how it went. An engine that
 * cannot be had is no reason to stop: texts are composed by rules, the log and DescribeModel say why.
 */
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { limits } from './domain/limits.ts';
import { products } from './domain/products.ts';
import { type Engine, EngineError } from './engine/engine.ts';
import { findModelFile } from './engine/find-model.ts';
import { createLlamaEngine } from './engine/llama-engine.ts';
import { createScriptedEngine } from './engine/scripted-engine.ts';
import type { EngineHolder } from './generate/engine-holder.ts';
import { buildPrompt } from './generate/prompt.ts';
import { describeBug, type Log } from './log.ts';

/** Resolves when the engine is ready or down; never rejects. */
export async function loadEngine(config: Config, holder: EngineHolder, clock: Clock, log: Log): Promise<void> {
  const startedAtMs = clock.nowMs();
  try {
    const engine = await createEngine(config, log);
    await warmUp(engine);
    holder.setReady(engine);
    const { modelName, modelSha256, modelFile } = engine.describe();
    const ms = Math.round(clock.nowMs() - startedAtMs);
    const { engineKind } = config;
    log.info(
      { engine: engineKind, modelName, modelSha256, modelFile, slotsCount: engine.slotsCount, ms },
      'engine ready',
    );
  } catch (error) {
    const reason = error instanceof EngineError ? error.reason : 'the engine cannot be loaded';
    holder.setDown(reason);
    log.warn(
      {
        engine: config.engineKind,
        reason,
        modelPath: config.modelPath,
        modelsDir: config.modelsDir,
        error: describeBug(error),
      },
      'no engine: texts are composed by rules',
    );
  }
}

/**
 * Evaluates a prompt and a text once on each slot: the first evaluation reads the weights from disk and plans its
 * buffers, which would cost the first clients their two seconds.
 */
async function warmUp(engine: Engine): Promise<void> {
  const prompt = engine.tokenizePrompt(buildPrompt(products.CC, { code: 'SMS' }, 'finance', null));
  const text = engine.tokenize(products.CC.description);
  const signal = new AbortController().signal;
  const slots = Array.from({ length: engine.slotsCount }, () => engine.openSlot());
  for (const slot of slots) {
    await slot.start(prompt, text.slice(0, 1), signal);
    await slot.score(text, text.slice(0, 1), signal);
  }
  await Promise.all(slots.map((slot) => slot.release()));
}

async function createEngine(config: Config, log: Log): Promise<Engine> {
  switch (config.engineKind) {
    case 'none':
      throw new EngineError('no engine is configured');
    case 'scripted':
      return createScriptedEngine({ slotsCount: config.slotsCount, strong: false });
    case 'llama': {
      const found = await findModelFile(config);
      if (found.modelFile.kind === 'published' && config.modelPath === null && config.localLevers.length > 0) {
        log.warn(
          { modelFile: found.modelFile },
          'no local model file: run the set-up (scripts/fetch-model.ts), which builds it',
        );
      }
      return await createLlamaEngine({
        ...found,
        slotsCount: config.slotsCount,
        threadsCount: config.engineThreadsCount,
        contextTokensPerSlot: found.strong ? limits.contextTokensPerFreeSlot : limits.contextTokensPerSlot,
        logLevel: 'warn',
        log: (level, message) => log[level]({ from: 'llama.cpp' }, message),
      });
    }
  }
}
