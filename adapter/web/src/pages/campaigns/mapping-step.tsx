/** What each column of the file holds: suggested by name, corrected by people, with examples beside. */
import { Button, Group, Paper, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignMapping, OpenedFile } from '../../api/campaigns.ts';
import { useFeatures } from '../../api/features.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { CampaignDraft, ChangeDraft } from './campaign-draft.ts';
import { SampleRows } from './sample-rows.tsx';

type Target = CampaignMapping['columns'][number]['target'];

const contactTargets = ['consent', 'do_not_disturb', 'credit_self_ban'] as const;
const wordsTarget = 'concern_text';
const examplesShown = 3;

interface MappingStepProps {
  readonly opened: UseQueryResult<OpenedFile>;
  readonly draft: CampaignDraft;
  readonly onChange: ChangeDraft;
}

export function MappingStep({ opened, draft, onChange }: MappingStepProps) {
  const { t } = useTranslation();
  const { mapping } = draft;
  // A file that was uploaded before comes without a mapping.
  useEffect(() => {
    if (opened.data !== undefined && mapping === null) onChange({ mapping: opened.data.suggested });
  }, [opened.data, mapping, onChange]);
  if (opened.isError) return <ProblemNotice error={opened.error} onRetry={() => opened.refetch()} />;
  if (opened.isPending || mapping === null) return <Skeleton h={360} aria-label={t('common.loading')} />;
  return <Columns opened={opened.data} mapping={mapping} onMap={(changed) => onChange({ mapping: changed })} />;
}

interface ColumnsProps {
  readonly opened: OpenedFile;
  readonly mapping: CampaignMapping;
  readonly onMap: (mapping: CampaignMapping) => void;
}

function Columns({ opened, mapping, onMap }: ColumnsProps) {
  const { t } = useTranslation();
  const [areRowsShown, rows] = useDisclosure(false);
  const options = useTargetOptions();
  const names = opened.file.columns.map((name, column) =>
    name === '' ? t('campaigns.mapping.unnamed', { number: column + 1 }) : name,
  );
  const places = names.map((name, column) => ({ name, column }));
  const targets = new Map(mapping.columns.map(({ column, target }) => [column, target]));
  const choose = (column: number, target: Target | null) => {
    const others = mapping.columns.filter((one) => one.column !== column && one.target !== target);
    const columns = target === null ? others : [...others, { column, target }];
    onMap({ ...mapping, columns: columns.sort((a, b) => a.column - b.column) });
  };
  const chooseId = (value: string | null) => {
    const column = value === null ? null : Number(value);
    onMap({ id_column: column, columns: mapping.columns.filter((one) => one.column !== column) });
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={720}>
        {t('campaigns.mapping.hint')}
      </Text>
      <Select
        maw={420}
        label={t('campaigns.mapping.idColumn')}
        description={t('campaigns.mapping.idHint')}
        placeholder={t('campaigns.mapping.noIds')}
        clearable
        clearButtonProps={{ 'aria-label': t('campaigns.mapping.noIds') }}
        data={names.map((label, column) => ({ value: String(column), label }))}
        value={mapping.id_column === null ? null : String(mapping.id_column)}
        onChange={chooseId}
      />
      <Table.ScrollContainer
        minWidth={620}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('campaigns.mapping.column')}
      >
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('campaigns.mapping.column')}</Table.Th>
              <Table.Th scope="col">{t('campaigns.mapping.sample')}</Table.Th>
              <Table.Th scope="col" w={320}>
                {t('campaigns.mapping.meaning')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {places.map(({ name, column }) => (
              <Table.Tr key={column}>
                <Table.Td>
                  <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
                    {name}
                  </Text>
                </Table.Td>
                <Table.Td maw={260}>
                  <Text size="sm" c="dimmed" truncate>
                    {examplesOf(opened, column)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {mapping.id_column === column ? (
                    <Text size="sm">{t('campaigns.mapping.idColumn')}</Text>
                  ) : (
                    <Select
                      size="xs"
                      aria-label={`${t('campaigns.mapping.meaning')}: ${name}`}
                      placeholder={t('campaigns.mapping.notRead')}
                      searchable
                      clearable
                      clearButtonProps={{ 'aria-label': t('campaigns.mapping.notRead') }}
                      nothingFoundMessage={t('common.nothingFound')}
                      data={options}
                      value={targets.get(column) ?? null}
                      onChange={(target) => choose(column, target as Target | null)}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Text size="sm">
          {t('campaigns.mapping.read', { count: mapping.columns.length, all: opened.file.columns.length })}
        </Text>
        <Button variant="default" size="xs" aria-expanded={areRowsShown} onClick={rows.toggle}>
          {t(areRowsShown ? 'campaigns.mapping.hideRows' : 'campaigns.mapping.showRows')}
        </Button>
      </Group>
      {areRowsShown && (
        <Paper withBorder p="xs">
          <SampleRows names={names} rows={opened.sample} />
        </Paper>
      )}
    </Stack>
  );
}

/** Features in the words of the service, then the facts about contacting. */
function useTargetOptions() {
  const { t, i18n } = useTranslation();
  const features = useFeatures();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  return [
    {
      group: t('campaigns.mapping.groups.features'),
      items: (features.data ?? []).map(({ name, words }) => ({ value: name, label: words[language] })),
    },
    {
      group: t('campaigns.mapping.groups.contact'),
      items: contactTargets.map((name) => ({ value: name, label: t(`campaigns.mapping.contact.${name}`) })),
    },
    {
      group: t('campaigns.mapping.groups.words'),
      items: [{ value: wordsTarget, label: t(`campaigns.mapping.words.${wordsTarget}`) }],
    },
  ];
}

function examplesOf({ sample }: OpenedFile, column: number): string {
  const known = sample
    .map(({ cells }) => String(cells[column] ?? '').trim())
    .filter((text) => text !== '' && text !== 'NULL');
  return [...new Set(known)].slice(0, examplesShown).join(' · ') || '—';
}
