/** The card of a model: what it was made of, how good it is on rows it did not see, and what it must not be used for. */

import { describeCoefficients } from './describe-logistic.ts';
import { createPenalty } from './fit-logistic.ts';
import { calibrationBins, measure } from './measures.ts';
import { balance, explainTable, type Trained, type TrainSettings } from './model.ts';
import type { ModelCard } from './model-file.ts';
import { computeInformation } from './solve-logistic.ts';
import type { LabelledTable, Schema } from './table.ts';

export interface CardFacts {
  readonly title: string;
  readonly product: string | null;
  readonly target: string;
  readonly positive: string;
  readonly schema: Schema;
  readonly data: { readonly file: string; readonly sha256: string };
  readonly trainedAt: Date;
  readonly fitSeconds: number;
  readonly measured: ModelCard['measured'];
}

/** Rows that the importance of columns is measured on. */
const importanceRows = 500;

export function makeCard(facts: CardFacts, table: LabelledTable, settings: TrainSettings, trained: Trained): ModelCard {
  const { weighting, calibration, seed, kind } = settings;
  return {
    title: facts.title,
    product: facts.product,
    kind,
    trained_at: facts.trainedAt.toISOString(),
    target: facts.target,
    positive: facts.positive,
    schema: { ...facts.schema },
    data: { ...facts.data, rows: table.rowsCount, positives: countPositives(table) },
    seed,
    settings: { ...(kind === 'boosted' ? settings.boosted : settings.logistic) },
    weighting,
    calibration,
    fit_seconds: facts.fitSeconds,
    measured: facts.measured,
    coefficients: describeFitted(table, settings, trained),
    importance: measureImportance(table, trained),
    limits: sayLimits(facts.measured),
  };
}

export const countPositives = ({ labels }: LabelledTable) => labels.reduce((sum, label) => sum + label, 0);

export function measureOn(
  on: 'test_file' | 'cross_validation',
  data: { readonly file: string; readonly sha256: string } | null,
  labels: Uint8Array,
  probabilities: Float64Array,
): NonNullable<ModelCard['measured']> {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return {
    on,
    data: data && { ...data, rows: labels.length, positives },
    measures: measure(labels, probabilities),
    calibration_bins: calibrationBins(labels, probabilities),
  };
}

function describeFitted(table: LabelledTable, settings: TrainSettings, { fitted }: Trained): ModelCard['coefficients'] {
  if (!fitted) return [];
  const weights = settings.weighting === 'balanced' ? balance(table.labels) : null;
  const { design, terms, solution } = fitted;
  const penalty = createPenalty(terms, settings.logistic);
  const factor = computeInformation(design, table.labels, weights, penalty, solution.beta);
  return describeCoefficients(terms, design, solution.beta, factor);
}

function measureImportance(table: LabelledTable, { model }: Trained): ModelCard['importance'] {
  const stride = Math.max(1, Math.floor(table.rowsCount / importanceRows));
  const rows = Array.from({ length: Math.ceil(table.rowsCount / stride) }, (_, index) => index * stride);
  const sums = new Map<string, number>();
  for (const effects of explainTable(model, table, rows)) {
    for (const { column, logOdds } of effects) sums.set(column, (sums.get(column) ?? 0) + Math.abs(logOdds));
  }
  return [...sums]
    .map(([column, sum]) => ({ column, effect: sum / rows.length }))
    .sort((left, right) => right.effect - left.effect);
}

function sayLimits(measured: ModelCard['measured']): ModelCard['limits'] {
  const said = [
    {
      ru: 'Модель находит связи, а не причины: изменить признак клиента не значит изменить его решение.',
      en: 'The model finds connections, not causes: changing a feature of a client need not change the decision.',
    },
    {
      ru: 'Модель верна для клиентов, похожих на обучающих, и стареет: сверяйте её с исходами каждый квартал.',
      en: 'It holds for clients like those it was trained on, and ages: compare it with outcomes every quarter.',
    },
    {
      ru: 'Отказывать клиенту в продукте по этой оценке нельзя: она говорит о спросе, а не о праве или платёжеспособности.',
      en: 'No client may be refused a product by this score: it is about demand, not about rights or solvency.',
    },
  ];
  if (measured) return said;
  return [
    ...said,
    {
      ru: 'Качество не измерено: ни тестового файла, ни перекрёстной проверки не было.',
      en: 'Its quality is not measured: there was neither a test file nor a cross-validation.',
    },
  ];
}
