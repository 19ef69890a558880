/** How much of the selection has which value; a click narrows it to one, a second click takes that back. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title, Tooltip, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FacetName, HistoryFacets } from '../../api/history.ts';
import { formatCount } from '../../parts/format-number.ts';
import styles from './history.module.css';
import { useFacetWords } from './use-facet-words.ts';
import { type FilterControl, facetNames } from './use-history-filters.ts';

const shownMax = 6;

interface FacetListProps {
  /** Undefined: being counted. */
  readonly counted: HistoryFacets | undefined;
  readonly filters: FilterControl;
}

export function FacetList({ counted, filters }: FacetListProps) {
  const { t } = useTranslation();
  if (counted === undefined) return <Skeleton h={420} aria-label={t('history.counting')} />;
  return (
    <Stack gap="md" component="section" aria-label={t('history.filters')}>
      {facetNames.map((name) => (
        <Facet key={name} name={name} counted={counted} filters={filters} />
      ))}
    </Stack>
  );
}

function Facet({ name, counted, filters }: { name: FacetName; counted: HistoryFacets; filters: FilterControl }) {
  const { t } = useTranslation();
  const wordsOf = useFacetWords();
  const [isOpen, setOpen] = useState(false);
  const chosen = filters.typed[name];
  const values = counted.facets[name];
  // What is chosen stays where it can be taken back, even where nothing matches.
  const all =
    chosen === undefined || values.some(({ value }) => value === chosen)
      ? values
      : [{ value: chosen, name: null, count: 0 }, ...values];
  if (all.length === 0) return null;
  const shown = isOpen ? all : all.slice(0, shownMax);
  return (
    <div>
      <Title order={2} size="sm" mb={2}>
        {t(`history.facets.${name}`)}
      </Title>
      <Stack gap={0}>
        {shown.map(({ value, name: words, count }) => (
          <UnstyledButton
            key={value}
            className={styles.facet}
            aria-pressed={value === chosen}
            onClick={() => filters.set(name, value === chosen ? null : value)}
          >
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text size="sm" truncate title={wordsOf(name, value, words)} fw={value === chosen ? 600 : 400}>
                {wordsOf(name, value, words)}
              </Text>
              <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {counted.exact ? '' : '≈ '}
                {formatCount(count)}
              </Text>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
      {all.length > shownMax && (
        <Button variant="subtle" size="compact-xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('history.lessValues') : t('history.moreValues', { count: all.length - shownMax })}
        </Button>
      )}
    </div>
  );
}

/** How many match, and whether that was counted or estimated. */
export function TotalCount({ counted }: { counted: HistoryFacets | undefined }) {
  const { t } = useTranslation();
  if (counted === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('history.counting')}
      </Text>
    );
  }
  const count = formatCount(counted.total);
  if (counted.exact) {
    return (
      <Text size="sm" aria-live="polite">
        {t('history.total', { count })}
      </Text>
    );
  }
  return (
    <Tooltip label={t('history.estimatedHint')} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Badge variant="light" tt="none" fw={500} size="lg" component="button" type="button">
        {t('history.totalEstimated', { count })}
      </Badge>
    </Tooltip>
  );
}
