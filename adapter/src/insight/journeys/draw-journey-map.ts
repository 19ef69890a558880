/**
 * The map of a journey as SVG, drawn by Graphviz (its WebAssembly build, so nothing has to be installed): boxes are steps,
 * darker the more cases came there; arrows are moves, wider the more often they were made, with their median wait; red
 * dashed arrows lead to those who left. Rare moves are left out so that the map can be read; the caption says how many.
 * Names go in as attributes of the graph object, which Graphviz escapes; its own escapes (\N, \l) are switched off by
 * doubling backslashes.
 */
import { instance } from '@viz-js/viz';
import { limits } from '../../limits.ts';
import { formatCount, formatShare, formatWait } from './format-figures.ts';
import type { JourneyAnalysis, JourneyMove, JourneyStep } from './journey.ts';

const font = { fontname: 'Arial, sans-serif', fontsize: 11 };
const leftNode = 'left without the goal';

export async function drawJourneyMap(process: string, analysis: JourneyAnalysis): Promise<string> {
  const viz = await instance();
  const { moves, hiddenCount } = chooseMoves(analysis.moves);
  const nodes = analysis.steps.map((step, index) => describeStep(step, `step ${index}`));
  const nameOf = new Map(analysis.steps.map(({ step }, index) => [step, `step ${index}`]));
  const movesMax = Math.max(1, ...moves.map((move) => move.moves));
  const losses = analysis.steps.filter(({ lost }) => lost > 0);
  const graph = {
    name: process,
    directed: true,
    graphAttributes: {
      ...font,
      rankdir: 'TB',
      bgcolor: 'white',
      nodesep: 0.4,
      ranksep: 0.55,
      labelloc: 't',
      fontsize: 13,
      label: escapeLabel(captionOf(process, analysis, hiddenCount)),
    },
    nodeAttributes: { ...font, shape: 'box', style: 'rounded,filled', color: '#4c6ef5', margin: '0.16,0.09' },
    edgeAttributes: { ...font, fontsize: 9, color: '#495057', fontcolor: '#495057', arrowsize: 0.7 },
    nodes: losses.length === 0 ? nodes : [...nodes, describeLeft(analysis)],
    edges: [
      ...moves.map((move) => ({
        tail: nameOf.get(move.from)!,
        head: nameOf.get(move.to)!,
        attributes: {
          label: escapeLabel(` ${formatCount(move.moves)} · ${formatWait(move.medianMs ?? 0)} `),
          penwidth: 0.8 + (4 * move.moves) / movesMax,
          weight: 1 + Math.round((20 * move.moves) / movesMax),
        },
      })),
      ...losses.map(({ step, lost }) => ({
        tail: nameOf.get(step)!,
        head: leftNode,
        attributes: {
          label: ` ${formatCount(lost)} `,
          style: 'dashed',
          color: '#e03131',
          fontcolor: '#c92a2a',
          weight: 0,
        },
      })),
    ],
  };
  const svg = viz.renderString(graph, { format: 'svg', engine: 'dot' });
  // Graphviz names the drawing inside of a group, where readers of screens don't look for it.
  const [title = ''] = /<title>[^<]*<\/title>/.exec(svg) ?? [];
  return svg.replace(/<svg[^>]*>/, (opening) => `${opening.slice(0, -1)} role="img">\n${title}`);
}

function chooseMoves(all: readonly JourneyMove[]): { moves: readonly JourneyMove[]; hiddenCount: number } {
  const total = all.reduce((sum, { moves }) => sum + moves, 0);
  let covered = 0;
  const moves = all.filter((move, index) => {
    const isDrawn = index < limits.journeyMapMovesMax && covered < limits.journeyMapMovesShare * total;
    covered += move.moves;
    return isDrawn;
  });
  return { moves, hiddenCount: all.length - moves.length };
}

function describeStep({ step, cases, share, isGoal, lossShare }: JourneyStep, name: string) {
  const loss = lossShare === null || lossShare === 0 ? '' : `\nуходит ${formatShare(lossShare)}`;
  return {
    name,
    attributes: {
      label: escapeLabel(`${step}\n${formatCount(cases)} · ${formatShare(share)}${loss}`),
      fillcolor: isGoal ? '#b2f2bb' : blueOf(share),
      color: isGoal ? '#2f9e44' : '#4c6ef5',
      fontcolor: '#1b1e25',
    },
  };
}

function describeLeft({ totals }: JourneyAnalysis) {
  const label = `Ушли\n${formatCount(totals.lost)} · ${formatShare(totals.lost / totals.cases)}`;
  return { name: leftNode, attributes: { label, fillcolor: '#ffe3e3', color: '#e03131', fontcolor: '#1b1e25' } };
}

function captionOf(process: string, { totals }: JourneyAnalysis, hiddenCount: number): string {
  const lines = [
    process,
    `${formatCount(totals.cases)}, дошли ${formatShare(totals.reached / totals.cases)}`,
    totals.medianMs === null ? '' : `путь до цели: ${formatWait(totals.medianMs)} (медиана)`,
    hiddenCount === 0 ? '' : `редких переходов не показано: ${formatCount(hiddenCount)}`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** White for nobody to a middle blue for everybody; dark letters stay legible on all of them. */
function blueOf(share: number): string {
  const mix = (light: number, dark: number) =>
    Math.round(light + (dark - light) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${mix(255, 145)}${mix(255, 167)}${mix(255, 255)}`;
}

/** Line breaks are ours; a backslash of a name means itself. */
function escapeLabel(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
