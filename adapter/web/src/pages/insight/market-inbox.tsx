/** The watched folder of market watch: how the last look went, what came of each file, and a look right now. */
import { Alert, Button, Card, Code, Group, List, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconFolderSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/call-api.ts';
import { type MarketInbox as Inbox, type InboxFile, inboxKey } from '../../api/market.ts';
import { formatNumber } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { warningColor } from '../../parts/verdict/verdict-types.ts';
import { itemProblemInWords } from './item-problem-in-words.ts';

/** A look begins within seconds and then waits to see that files are whole. */
const refreshMs = 5000;

export function MarketInbox({ mayLook }: { mayLook: boolean }) {
  const { t } = useTranslation();
  const inbox = useQuery({
    queryKey: inboxKey,
    queryFn: ({ signal }) => callApi<Inbox>('/v1/insight/market/inbox', { signal }),
    refetchInterval: ({ state }) => (state.data?.folder == null ? false : refreshMs),
  });
  if (inbox.isError) return <ProblemNotice error={inbox.error} onRetry={() => inbox.refetch()} />;
  if (inbox.isPending) return <Skeleton h={240} aria-label={t('common.loading')} />;
  const { folder, files } = inbox.data;
  return (
    <Stack>
      {folder === null ? (
        <Alert title={t('market.inbox.off')}>{t('market.inbox.offHint')}</Alert>
      ) : (
        <State inbox={inbox.data} folder={folder} mayLook={mayLook} />
      )}
      {folder !== null && files.length === 0 && <Alert>{t('market.inbox.none')}</Alert>}
      {files.length > 0 && <Files files={files} />}
    </Stack>
  );
}

function State({ inbox, folder, mayLook }: { inbox: Inbox; folder: string; mayLook: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const looking = useMutation({
    mutationFn: () => callApi('/v1/insight/market/inbox/look', { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: inboxKey }),
  });
  const { looked_at: lookedAt, waiting, problem } = inbox;
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Text size="sm">
              {t('market.inbox.folder')}: <Code style={{ overflowWrap: 'anywhere' }}>{folder}</Code>
            </Text>
            <Text size="sm" c="dimmed">
              {lookedAt === null
                ? t('market.inbox.notYet')
                : t('market.inbox.lookedAt', { time: formatTime(lookedAt) })}
              {waiting > 0 && ` ${t('market.inbox.waiting', { count: waiting })}`}
            </Text>
          </div>
          {mayLook && (
            <Button
              variant="default"
              leftSection={<IconFolderSearch size={16} />}
              loading={looking.isPending}
              onClick={() => looking.mutate()}
            >
              {t('market.inbox.look')}
            </Button>
          )}
        </Group>
        {problem !== null && <Alert color="red">{t(`market.inbox.problems.${problem}`)}</Alert>}
        {looking.isError && <ProblemNotice error={looking.error} />}
        {looking.isSuccess && (
          <Text size="sm" role="status">
            {t('market.inbox.asked')}
          </Text>
        )}
        <Text size="sm" c="dimmed" maw={720}>
          {t('market.inbox.hint')}
        </Text>
      </Stack>
    </Card>
  );
}

function Files({ files }: { files: readonly InboxFile[] }) {
  const { t } = useTranslation();
  const counts = ['taken', 'repeated', 'retold', 'problems_count'] as const;
  return (
    <Table.ScrollContainer minWidth={760} type="native" tabIndex={0} role="region" aria-label={t('market.inbox.files')}>
      <Table verticalSpacing="xs">
        <Table.Caption style={{ captionSide: 'top', textAlign: 'left' }}>{t('market.inbox.files')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('market.inbox.file')}</Table.Th>
            <Table.Th scope="col">{t('market.inbox.when')}</Table.Th>
            <Table.Th scope="col">{t('market.inbox.outcome')}</Table.Th>
            {counts.map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {t(`market.inbox.counts.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map((file) => (
            <Table.Tr key={file.id}>
              <Table.Td maw={420}>
                <FileCell file={file} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatTime(file.taken_at)}</Table.Td>
              <Table.Td>
                <OutcomeBadge file={file} />
              </Table.Td>
              {counts.map((name) => (
                <Table.Td key={name} ta="right">
                  {formatNumber(file[name])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** How the service begins what it says of a file, and what the page says of it. */
const knownReasons = [
  ['the file is none of', 'format'],
  ['a file may have', 'tooLarge'],
  ['the file has no items', 'noItems'],
  ['the file is empty', 'empty'],
  ['the header has no column of the date', 'noDate'],
  ['the file is not a mail', 'noMail'],
] as const;

const nameReason = (reason: string) => knownReasons.find(([start]) => reason.startsWith(start))?.[1] ?? 'other';

const outcomeColors = { taken: 'teal.9', partly: warningColor, failed: 'red.9' } as const;

function OutcomeBadge({ file: { outcome, problems_count: problemsCount } }: { file: InboxFile }) {
  const { t } = useTranslation();
  const name = outcome === 'taken' && problemsCount > 0 ? 'partly' : outcome;
  return <StateBadge color={outcomeColors[name]} label={t(`market.inbox.outcomes.${name}`)} />;
}

function FileCell({ file: { path, moved_to: movedTo, reason, problems } }: { file: InboxFile }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {path}
      </Text>
      {movedTo !== null && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          → {movedTo}
        </Text>
      )}
      {reason !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t(`market.inbox.reasons.${nameReason(reason)}`, { reason })}
        </Text>
      )}
      {problems.length > 0 && (
        <details>
          <summary>
            <Text span size="sm">
              {t('market.inbox.whatWasWrong')}
            </Text>
          </summary>
          <List size="sm" mt={4}>
            {problems.map(({ row, field, limit }) => (
              <List.Item key={`${row} ${field}`}>
                {t('market.problem', { row, what: itemProblemInWords(field, limit, t) })}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </>
  );
}
