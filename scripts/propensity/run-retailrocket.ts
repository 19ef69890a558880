/** `retailrocket`: the reference protocol on a file of events; `retailrocket-generate`: such a file for tests. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../../server/src/domain/clock.ts';
import { limits } from '../../server/src/domain/limits.ts';
import { modelKinds } from '../../server/src/propensity/model.ts';
import { readEventLog } from '../../server/src/propensity/retailrocket/event-log.ts';
import { generateEvents } from '../../server/src/propensity/retailrocket/generate-events.ts';
import {
  bestColumn,
  type Interval,
  type RunMeasures,
  referenceAccuracy,
  runOnce,
  toInterval,
  viewersCount,
} from '../../server/src/propensity/retailrocket/protocol.ts';
import { buildVisitorTable } from '../../server/src/propensity/retailrocket/visitor-table.ts';
import { report } from '../report.ts';
import { parse, required, whole } from './usage.ts';

const versions = ['reference', 'leak-free'] as const;
const measureNames = ['accuracy', 'auc', 'pr_auc', 'brier', 'ece', 'lift_10', 'majority'] as const;

interface VersionResult {
  readonly version: (typeof versions)[number];
  readonly visitors: number;
  readonly buyers: number;
  readonly buyers_left_out: number;
  readonly best_column: ReturnType<typeof bestColumn>;
  readonly models: Readonly<Record<string, Readonly<Record<string, Interval>>>>;
}

export async function runRetailRocket(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    events: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  });
  const path = required(values.events, '--events');
  const seedsCount = whole(values.seeds, '--seeds', 1, 100);
  const startMs = systemClock.nowMs();
  const log = await readEventLog(path);
  report(`${log.length} events of ${log.visitorsCount} visitors`);
  const results = versions.map((version) => runVersion(buildVisitorTable(log, version), version, seedsCount));
  const seconds = (systemClock.nowMs() - startMs) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ events: log.length, seeds: seedsCount, results, seconds, memory_mb: Math.round(megabytes) })}\n`
      : `${results.map(renderVersion).join('\n')}\n${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at most\n`,
  );
  return 0;
}

function runVersion(
  built: ReturnType<typeof buildVisitorTable>,
  version: VersionResult['version'],
  seedsCount: number,
): VersionResult {
  const { table, buyersCount, leftOutCount } = built;
  const models = Object.fromEntries(
    modelKinds.map((kind) => {
      const runs = Array.from({ length: seedsCount }, (_, index) => runOnce(table, kind, index + 1));
      return [kind, summarise(runs)] as const;
    }),
  );
  return {
    version,
    visitors: table.rowsCount,
    buyers: buyersCount,
    buyers_left_out: leftOutCount,
    best_column: bestColumn(table),
    models,
  };
}

function summarise(runs: readonly RunMeasures[]): Record<string, Interval> {
  return Object.fromEntries(measureNames.map((name) => [name, toInterval(runs.map((run) => run[name]))]));
}

function renderVersion({ version, visitors, buyers, buyers_left_out, best_column, models }: VersionResult): string {
  const heading =
    version === 'reference'
      ? `reference protocol (accuracy published: ${(referenceAccuracy * 100).toFixed(2)} %)`
      : 'leak-free: events from before the first purchase only';
  const lines = Object.entries(models).map(
    ([kind, measures]) =>
      `  ${kind}\n${measureNames.map((name) => `    ${name.padEnd(9)} ${sayInterval(measures[name]!)}\n`).join('')}`,
  );
  return (
    `${heading}\n  ${visitors} visitors, ${buyers} buyers (${buyers_left_out} left out: nothing seen before), ` +
    `up to ${viewersCount} viewers; best single column ${best_column.column}, AUC ${best_column.auc.toFixed(4)}\n` +
    lines.join('')
  );
}

const sayInterval = ({ mean, low, high }: Interval) => `${mean.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;

export async function generateRetailRocket(commandArguments: string[]): Promise<number> {
  const values = parse(commandArguments, {
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  });
  const out = required(values.out, '--out');
  const rows = whole(required(values.rows, '--rows'), '--rows', 1, limits.propensityRowsMax);
  await mkdir(dirname(out), { recursive: true });
  await pipeline(
    Readable.from(generateEvents(rows, whole(values.seed, '--seed', 0, 2 ** 31 - 1))),
    createWriteStream(out),
  );
  report(`${rows} events in ${out}`);
  return 0;
}
