/** The three scores of a verdict, 0–100. */
import { Group, Progress, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnsweredClient } from '../../api/compose.ts';

const names = ['law', 'brand_voice', 'fit'] as const;
const lowBelow = 0.6;

export function ScoreBars({ scores }: { scores: NonNullable<AnsweredClient['scores']> }) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" maw={680}>
      {names.map((name) => {
        const percent = Math.round(scores[name] * 100);
        return (
          <div key={name}>
            <Group justify="space-between" gap={4} mb={2}>
              <Text size="sm">{t(`compose.scores.${name}`)}</Text>
              <Text size="sm" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
                {percent}
              </Text>
            </Group>
            <Progress
              value={percent}
              color={scores[name] < lowBelow ? 'orange.7' : 'teal.7'}
              aria-label={t(`compose.scores.${name}`)}
            />
          </div>
        );
      })}
    </SimpleGrid>
  );
}
