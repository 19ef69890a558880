/** What is in force and since when; where nothing was imported yet, the import. */
import { Alert, Button, Group, Modal, Skeleton, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Coverage, copybookKey, type Edition, listEditions } from '../../api/copybook.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { ImportNotice } from './import-notice.tsx';

export function CopybookState({ coverage }: { coverage: Coverage }) {
  return coverage.edition === null ? <ImportNotice /> : <EditionLine gapsCount={coverage.gaps_count} />;
}

function EditionLine({ gapsCount }: { gapsCount: number }) {
  const { t, i18n } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const editions = useQuery({
    queryKey: [...copybookKey, 'editions'],
    queryFn: ({ signal }) => listEditions(signal),
  });
  if (editions.isError) return <ProblemNotice error={editions.error} onRetry={() => editions.refetch()} />;
  const [current] = editions.data ?? [];
  if (current === undefined) return <Skeleton h={40} />;
  const format = new Intl.NumberFormat(i18n.language);
  return (
    <Group gap="md">
      <Text size="sm">
        <b>{t('copybook.state.edition', { number: current.number, since: formatTime(current.made_at) })}</b>
        {': '}
        {t('copybook.state.counts', {
          threads: format.format(current.threads_count),
          approved: format.format(current.approved_threads_count),
        })}
      </Text>
      <Text size="sm" component="span">
        <Group gap={6} wrap="nowrap">
          {gapsCount === 0 ? (
            <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" aria-hidden />
          ) : (
            <IconAlertTriangle size={18} color="var(--mantine-color-orange-6)" aria-hidden />
          )}
          {gapsCount === 0 ? t('copybook.state.noGaps') : t('copybook.state.gaps', { count: gapsCount })}
        </Group>
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={dialog.open}>
        {t('copybook.state.editions')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="xl"
        title={t('copybook.state.editionsTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {t('copybook.state.editionsHint')}
        </Text>
        <EditionsTable editions={editions.data ?? []} />
      </Modal>
    </Group>
  );
}

function EditionsTable({ editions }: { editions: readonly Edition[] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" ta="right">
              {t('copybook.state.number')}
            </Table.Th>
            <Table.Th scope="col">{t('copybook.state.when')}</Table.Th>
            <Table.Th scope="col">{t('copybook.state.what')}</Table.Th>
            <Table.Th scope="col">{t('copybook.state.who')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('copybook.state.threads')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('copybook.state.approved')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {editions.map((edition) => (
            <Table.Tr key={edition.number}>
              <Table.Td ta="right">{edition.number}</Table.Td>
              <Table.Td>{formatTime(edition.made_at)}</Table.Td>
              <Table.Td>{t(`copybook.state.acts.${edition.act}`)}</Table.Td>
              <Table.Td>{edition.made_by ?? t('copybook.state.commandLine')}</Table.Td>
              <Table.Td ta="right">{edition.threads_count}</Table.Td>
              <Table.Td ta="right">{edition.approved_threads_count}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function NoThreads() {
  const { t } = useTranslation();
  return <Alert>{t('copybook.list.none')}</Alert>;
}
