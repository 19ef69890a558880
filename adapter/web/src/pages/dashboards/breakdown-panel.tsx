/** The same numbers for each product, channel, signal and so on: one table for all tabs, whatever is counted. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useVocabulary, type Vocabulary } from '../../parts/use-vocabulary.ts';
import type { Column } from './columns.tsx';
import { formatLongDay } from './format-days.ts';
import { Panel } from './panel.tsx';

interface Words {
  readonly t: TFunction;
  readonly vocabulary: Vocabulary;
}

interface DimensionWords {
  /** Key of the heading of its column. */
  readonly title: string;
  readonly nameOf: (value: string, words: Words) => string;
}

const dimensions = {
  // Products and channels that callers only describe have no code.
  product: {
    title: 'common.product',
    nameOf: (code, { t, vocabulary }) => (code === '' ? t('dashboards.described') : vocabulary.productName(code)),
  },
  channel: {
    title: 'common.channel',
    nameOf: (code, { t, vocabulary }) => (code === '' ? t('dashboards.described') : vocabulary.channelName(code)),
  },
  day: { title: 'dashboards.day', nameOf: (day) => formatLongDay(day) },
  source: { title: 'dashboards.source', nameOf: (source, { t }) => t(`dashboards.sources.${source}`) },
  signal: {
    title: 'dashboards.labels.signal',
    nameOf: (signal, { vocabulary }) => vocabulary.signalName(signal),
  },
  concern: { title: 'dashboards.labels.concern', nameOf: (concern, { t }) => t(`dashboards.concerns.${concern}`) },
} as const satisfies Record<string, DimensionWords>;

type Dimension = keyof typeof dimensions;

interface BreakdownPanelProps<By extends Dimension, Row extends Readonly<Record<By, string>>> {
  readonly by: By;
  readonly title: string;
  readonly hint?: string;
  /** Name of the file. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly empty?: string;
  readonly minWidth: number;
}

export function BreakdownPanel<By extends Dimension, Row extends Readonly<Record<By, string>>>({
  by,
  columns,
  ...panel
}: BreakdownPanelProps<By, Row>) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const { title, nameOf }: DimensionWords = dimensions[by];
  const keyOf = (row: Row): string => row[by];
  return (
    <Panel
      {...panel}
      keyOf={keyOf}
      columns={(of) => [of.text(t(title), keyOf, (row) => nameOf(keyOf(row), { t, vocabulary })), ...columns]}
    />
  );
}
