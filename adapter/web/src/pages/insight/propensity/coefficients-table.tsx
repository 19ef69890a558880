/** Coefficients of a logistic regression as odds ratios with intervals, a term at a time. */
import { Badge, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCardBody } from '../../../api/propensity.ts';
import { formatCount, formatDecimal } from '../../../parts/format-number.ts';
import { FiguresTable } from '../figures-table.tsx';
import { formatChance } from './format-figures.ts';

/** The model file's own words for what is no level. */
const wordKeys: Readonly<Record<string, string>> = { '(other)': 'other', '(missing)': 'missingLevel', '(any)': 'any' };

export function CoefficientsTable({ coefficients }: { coefficients: ModelCardBody['coefficients'] }) {
  const { t } = useTranslation();
  const terms = [...new Set(coefficients.map(({ term }) => term))];
  const [chosen, setChosen] = useState(terms[0]!);
  const shown = coefficients.filter(({ term }) => term === chosen);
  const say = (level: string) =>
    level
      .replace(/^exactly (?=.)/, `${t('propensity.exactly')} `)
      .replaceAll(/\((?:other|missing|any)\)/g, (word) => t(`propensity.${wordKeys[word]}`));
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('propensity.coefficients')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('propensity.coefficientsHint')}
      </Text>
      <Select
        label={t('propensity.term')}
        data={terms}
        value={chosen}
        onChange={(term) => setChosen(term ?? terms[0]!)}
        allowDeselect={false}
        searchable
        maw={420}
      />
      <FiguresTable
        title={chosen}
        minWidth={520}
        header={[
          { name: t('propensity.level'), isText: true },
          { name: t('propensity.oddsRatio') },
          { name: t('propensity.interval') },
          { name: t('propensity.pValue') },
          { name: t('propensity.rows') },
        ]}
        rows={shown.map((row) => ({
          key: row.level,
          cells: row.is_reference
            ? [
                <>
                  {say(row.level)}{' '}
                  <Badge variant="light" color="gray" tt="none">
                    {t('propensity.reference')}
                  </Badge>
                </>,
                formatDecimal(1),
                '—',
                '—',
                formatCount(row.rows),
              ]
            : [
                say(row.level),
                formatDecimal(row.odds_ratio),
                `${formatDecimal(row.odds_ratio_low)} – ${formatDecimal(row.odds_ratio_high)}`,
                formatChance(row.p_value),
                formatCount(row.rows),
              ],
        }))}
      />
    </Stack>
  );
}
