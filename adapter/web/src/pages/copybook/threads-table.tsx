import { Anchor, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThreadItem } from '../../api/copybook.ts';
import { formatDay } from '../../parts/format-time.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { capitalise } from './capitalise.ts';
import { ThreadStatusBadge } from './thread-status-badge.tsx';

export function ThreadsTable({ threads }: { threads: readonly ThreadItem[] }) {
  const { t } = useTranslation();
  const columns = ['thread', 'place', 'need', 'signals', 'status'] as const;
  return (
    <Table.ScrollContainer minWidth={940} type="native" tabIndex={0} role="region" aria-label={t('pages.copybook')}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col">
                {t(`copybook.list.${name}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              {t('copybook.list.variants')}
            </Table.Th>
            <Table.Th scope="col">{t('copybook.list.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {threads.map((thread) => (
            <ThreadRow key={thread.id} thread={thread} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ThreadRow({ thread }: { thread: ThreadItem }) {
  const { t } = useTranslation();
  const { productName, channelName, signalName } = useVocabulary();
  const { draft, approved, retired } = thread.variants;
  return (
    <Table.Tr>
      <Table.Td miw={260}>
        <Anchor component={Link} to={`/copybook/${encodeURIComponent(thread.id)}`} fw={600} size="sm">
          {capitalise(thread.idea)}
        </Anchor>
        <Text size="xs" c="dimmed">
          {thread.id}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{productName(thread.product)}</Text>
        <Text size="xs" c="dimmed">
          {channelName(thread.channel)}
        </Text>
      </Table.Td>
      <Table.Td>{t(`copybook.needs.${thread.need}`)}</Table.Td>
      <Table.Td maw={220}>
        {thread.signals.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('copybook.list.anybody')}
          </Text>
        ) : (
          thread.signals.map(signalName).join(', ')
        )}
      </Table.Td>
      <Table.Td>
        <ThreadStatusBadge status={thread.status} />
        {thread.status === 'draft' && (
          <Text size="xs" c="dimmed" mt={2}>
            {t(standingOf(thread))}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {t('copybook.list.variantsOf', { approved, all: draft + approved + retired })}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDay(thread.changed_at)}</Table.Td>
    </Table.Tr>
  );
}

/** A draft in force is used; one that waits for its approval, or that a model began, is not. */
function standingOf({ in_force_revision, revision }: ThreadItem): string {
  if (in_force_revision === null) return 'copybook.list.notInForce';
  return in_force_revision === revision ? 'copybook.thread.usedAsDraft' : 'copybook.list.waiting';
}
