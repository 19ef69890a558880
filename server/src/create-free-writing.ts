/**
 * What writes freely: the remote engine where the settings name one, else the embedded engine once it is loaded and
 * where it is declared strong. Both may be there at once: the embedded engine goes on with choosing among threads.
 *
 * The remote engine's address is judged before the server starts: a public one would take client facts out of the bank,
 * so the server does not start with it. A name that does not resolve is no such danger: nothing is sent until it does.
 */
import { type Config, ConfigError, type RemoteEngineConfig } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { createEmbeddedFreeEngine } from './engine/embedded-free-engine.ts';
import { createRemoteEngine } from './engine/remote-engine.ts';
import { assertPrivateAddress, judgeAddress } from './engine/remote-engine-address.ts';
import { type Admission, createAdmission } from './generate/admission.ts';
import type { EngineHolder } from './generate/engine-holder.ts';
import type { FreeWriting } from './generate/write-free.ts';
import type { Log } from './log.ts';

export interface FreeWritingSurroundings {
  /** Of the embedded engine. */
  readonly engineHolder: EngineHolder;
  /** Made for the embedded engine's slots. */
  readonly admission: Admission;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws ConfigError when the remote engine's address is public and the settings do not allow that. */
export async function createFreeWriting(config: Config, around: FreeWritingSurroundings): Promise<FreeWriting> {
  if (config.remoteEngine) return await createRemoteWriting(config.remoteEngine, config.queueLengthMax, around);
  return {
    engine() {
      const engine = around.engineHolder.engine();
      return engine?.describe().strong ? createEmbeddedFreeEngine(engine) : null;
    },
    admission: around.admission,
  };
}

async function createRemoteWriting(
  remote: RemoteEngineConfig,
  queueLengthMax: number,
  { clock, log }: FreeWritingSurroundings,
): Promise<FreeWriting> {
  const address = await judgeAddress(remote.url);
  if (address === 'public' && !remote.mayBePublic) {
    throw new ConfigError(
      'OFFERWRIGHT_REMOTE_ENGINE_URL: must resolve to private or loopback addresses only, or OFFERWRIGHT_REMOTE_ENGINE_PUBLIC be yes (client facts leave the network then); given: a public address',
    );
  }
  const { modelName, grammar, slotsCount } = remote;
  const level = address === 'private' ? 'info' : 'warn';
  log[level]({ modelName, grammar, slotsCount, address }, 'free texts are written by the remote engine');
  const engine = createRemoteEngine({
    ...remote,
    assertAddress: remote.mayBePublic ? async () => undefined : () => assertPrivateAddress(remote.url),
  });
  return { engine: () => engine, admission: createAdmission({ clock, slotsCount, queueLengthMax }) };
}
