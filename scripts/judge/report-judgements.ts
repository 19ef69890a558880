/**
 * Opens the key and says who wrote how well: per source the mean of each scale with its interval, the differences brief
 * by brief, the pairs won, tied and lost, and how far the judges agree. As Markdown.
 *
 * Judges are averaged first, then briefs: an interval tells what other briefs would have given with these judges.
 */
import { createRandom, mixSeed, type Random } from '../../server/src/domain/random.ts';
import type { Judgement, PairJudgement, ScoreJudgement } from './collect-judgements.ts';
import type { Key } from './draw-items.ts';
import { type ScaleName, scaleNames } from './render-sheet.ts';
import { bootstrapMean, type Interval, meanOf, ordinalAlpha, wilsonShare } from './statistics.ts';

type Scale = ScaleName | 'all';
const scales: readonly Scale[] = [...scaleNames, 'all'];

/** source → brief → scale → mean over judges. */
type BriefScores = ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<Scale, number>>>>;

export function reportJudgements(key: Key, judgements: readonly Judgement[]): string {
  const scores = judgements.filter((judgement) => judgement.kind === 'score');
  const pairs = judgements.filter((judgement) => judgement.kind === 'pair');
  const judges = new Set(judgements.map(({ judge }) => judge));
  const random = createRandom(mixSeed(key.seed, 'report'));
  const parts = [
    `Judges: ${judges.size}. Texts scored: ${Object.keys(key.scores).length}; pairs compared: ` +
      `${Object.keys(key.pairs).length}, of the same text: ${key.sameText.length}. In brackets: 95 % intervals.`,
  ];
  if (scores.length > 0) {
    const bySource = averageScores(key, scores);
    parts.push(scoreTable(bySource, random), differenceTable(bySource, random), channelTable(key, bySource));
  }
  if (pairs.length > 0 || key.sameText.length > 0) parts.push(pairTable(key, pairs));
  if (judges.size > 1) parts.push(agreementTable(scores, pairs));
  return `${parts.join('\n\n')}\n`;
}

function averageScores(key: Key, judgements: readonly ScoreJudgement[]): BriefScores {
  const bySource = new Map<string, Map<string, Record<Scale, number>>>();
  for (const [id, ofItem] of Map.groupBy(judgements, (judgement) => judgement.id)) {
    const means = Object.fromEntries(
      scaleNames.map((name) => [name, meanOf(ofItem.map(({ scores }) => scores[name]))]),
    ) as Record<ScaleName, number>;
    const { brief, sources } = key.scores[id]!;
    for (const source of sources) {
      const ofSource = bySource.get(source) ?? new Map();
      ofSource.set(brief, { ...means, all: meanOf(Object.values(means)) });
      bySource.set(source, ofSource);
    }
  }
  return new Map([...bySource].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function scoreTable(bySource: BriefScores, random: Random): string {
  const rows = [...bySource].map(([source, briefs]) => [
    source,
    String(briefs.size),
    ...scales.map((scale) =>
      number(
        bootstrapMean(
          [...briefs.values()].map((scores) => scores[scale]),
          random,
        ),
      ),
    ),
  ]);
  return `### Scores, 1–5\n\n${table(['source', 'texts', ...scaleNames, 'mean of four'], rows)}`;
}

/** Left less right over the briefs that both answered, and how often the left is at least as good by the mean of four. */
function differenceTable(bySource: BriefScores, random: Random): string {
  const rows = pairsOf([...bySource.keys()]).flatMap(([left, right]) => {
    const [ofLeft, ofRight] = [bySource.get(left)!, bySource.get(right)!];
    const both = [...ofLeft.keys()].filter((brief) => ofRight.has(brief));
    if (both.length === 0) return [];
    const differences = (scale: Scale) => both.map((brief) => ofLeft.get(brief)![scale] - ofRight.get(brief)![scale]);
    const notWorse = differences('all').filter((difference) => difference > -1e-9).length;
    return [
      [
        `${left} − ${right}`,
        String(both.length),
        ...scales.map((scale) => number(bootstrapMean(differences(scale), random))),
        percent(wilsonShare(notWorse, both.length)),
      ],
    ];
  });
  const head = ['difference', 'briefs', ...scaleNames, 'mean of four', 'left at least as good'];
  return `### Differences on the same briefs\n\n${table(head, rows)}`;
}

function channelTable(key: Key, bySource: BriefScores): string {
  const channelOf = new Map(Object.values(key.scores).map(({ brief, channel }) => [brief, channel]));
  const channels = [...new Set(channelOf.values())].sort();
  const rows = channels.map((channel) => [
    channel,
    ...[...bySource.values()].map((briefs) => {
      const means = [...briefs].flatMap(([brief, scores]) => (channelOf.get(brief) === channel ? [scores.all] : []));
      return means.length === 0 ? '–' : `${meanOf(means).toFixed(2)} (${means.length})`;
    }),
  ]);
  return `### Mean of four by channel (texts)\n\n${table(['channel', ...bySource.keys()], rows)}`;
}

interface Tally {
  wins: number;
  ties: number;
  losses: number;
}

/** A pair is won by whom more judges preferred; as many on both sides, or most for a tie, is a tie. */
function pairTable(key: Key, judgements: readonly PairJudgement[]): string {
  const tallies = new Map<string, Tally>();
  const count = (a: string, b: string, lead: number): void => {
    const [left, right] = [a, b].sort() as [string, string];
    const name = `${left} : ${right}`;
    const tally = tallies.get(name) ?? { wins: 0, ties: 0, losses: 0 };
    const leadOfLeft = left === a ? lead : -lead;
    if (leadOfLeft > 0) tally.wins += 1;
    else if (leadOfLeft < 0) tally.losses += 1;
    else tally.ties += 1;
    tallies.set(name, tally);
  };
  for (const [id, ofPair] of Map.groupBy(judgements, (judgement) => judgement.id)) {
    const { a, b } = key.pairs[id]!;
    count(
      a,
      b,
      ofPair.reduce((sum, { better }) => sum + leadOfA(better), 0),
    );
  }
  for (const { a, b } of key.sameText) count(a, b, 0);
  const rows = [...tallies].sort().map(([name, { wins, ties, losses }]) => {
    const all = wins + ties + losses;
    const decided = wins + losses;
    return [
      name,
      String(all),
      percent(wilsonShare(wins, all)),
      percent(wilsonShare(ties, all)),
      percent(wilsonShare(losses, all)),
      percent(wilsonShare(wins + ties, all)),
      decided === 0 ? '–' : percent(wilsonShare(wins, decided)),
    ];
  });
  const head = [
    'left : right',
    'pairs',
    'left better',
    'tie',
    'right better',
    'left better or tie',
    'left, ties left out',
  ];
  return `### Pairs\n\n${table(head, rows)}`;
}

function leadOfA(better: PairJudgement['better']): number {
  if (better === 'tie') return 0;
  return better === 'a' ? 1 : -1;
}

function agreementTable(scores: readonly ScoreJudgement[], pairs: readonly PairJudgement[]): string {
  const scoresByItem = [...Map.groupBy(scores, ({ id }) => id).values()];
  const pairsByItem = [...Map.groupBy(pairs, ({ id }) => id).values()];
  const rows = [
    ...scaleNames.map((name) => [
      name,
      alpha(scoresByItem.map((item) => item.map((judgement) => judgement.scores[name]))),
    ]),
    ['pairs', alpha(pairsByItem.map((item) => item.map(({ better }) => leadOfA(better))))],
  ];
  return `### Agreement of the judges (Krippendorff's alpha, ordinal)\n\n${table(['scale', 'alpha'], rows)}`;
}

function alpha(items: readonly (readonly number[])[]): string {
  return ordinalAlpha(items)?.toFixed(2) ?? '–';
}

function pairsOf(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((left, at) => names.slice(at + 1).map((right) => [left, right] as const));
}

function number({ estimate, low, high }: Interval): string {
  return `${estimate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function percent({ estimate, low, high }: Interval): string {
  const round = (share: number) => (100 * share).toFixed(0);
  return `${round(estimate)} % [${round(low)}, ${round(high)}]`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
