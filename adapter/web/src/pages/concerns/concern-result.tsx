/** One statement's result: the likelihood of each concern, and the words that speak for it, marked in the text. */
import { Card, ColorSwatch, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ConcernName, concernNames, type EstimatedStatement } from '../../api/concerns.ts';
import { concernColors, MarkedStatement } from '../../parts/concerns/marked-statement.tsx';
import { formatShare } from '../../parts/format-number.ts';

export function ConcernResult({ text, item }: { text: string; item: EstimatedStatement }) {
  const { t } = useTranslation();
  const sorted = concernNames.toSorted((left, right) => item.likelihoods[right] - item.likelihoods[left]);
  return (
    <Card withBorder component="section" aria-label={t('concerns.result')} aria-live="polite">
      <Stack>
        <Title order={2} size="h4">
          {item.found.length === 0
            ? t('concerns.foundNone')
            : t('concerns.foundSome', {
                list: item.found.map((concern) => t(`concerns.names.${concern}`).toLowerCase()).join(', '),
              })}
        </Title>
        <Table horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('concerns.concern')}</Table.Th>
              <Table.Th ta="right">{t('concerns.likelihood')}</Table.Th>
              <Table.Th w="30%" visibleFrom="sm" />
              <Table.Th visibleFrom="sm">{t('concerns.phrases')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((concern) => (
              <ConcernRow key={concern} concern={concern} item={item} />
            ))}
          </Table.Tbody>
        </Table>
        <MarkedStatement text={text} phrases={item.phrases} />
        <Text size="xs" c="dimmed">
          {t('concerns.caution')}
        </Text>
      </Stack>
    </Card>
  );
}

function ConcernRow({ concern, item }: { concern: ConcernName; item: EstimatedStatement }) {
  const { t } = useTranslation();
  const likelihood = item.likelihoods[concern];
  const isFound = item.found.includes(concern);
  const phrases = item.phrases.filter((phrase) => phrase.concern === concern);
  const name = t(`concerns.names.${concern}`);
  const said = phrases.map(({ text }) => `«${text}»`).join(', ');
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <ColorSwatch color={`var(--mantine-color-${concernColors[concern]}-filled)`} size={12} withShadow={false} />
          <Text size="sm" fw={isFound ? 700 : 400}>
            {name}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {said}
        </Text>
      </Table.Td>
      <Table.Td ta="right" fw={isFound ? 700 : 400}>
        {formatShare(likelihood)}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Progress value={likelihood * 100} color={concernColors[concern]} aria-label={name} />
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{said || '—'}</Text>
      </Table.Td>
    </Table.Tr>
  );
}
