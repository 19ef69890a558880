/** One entry of the history whole: the text as its channel shows it, verdict, what was asked, where it comes from. */
import {
  ActionIcon,
  Alert,
  CopyButton,
  Divider,
  Drawer,
  Group,
  Skeleton,
  Stack,
  Tabs,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchRecord, type HistoryRecord, historyKey } from '../../api/history.ts';
import { clientProblemInWords } from '../../parts/client-problem-words.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { TextPreview } from '../../parts/previews/text-preview.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import { VerdictList } from '../../parts/verdict/verdict-list.tsx';
import { LabelBadge, StatusBadge } from './history-badges.tsx';
import { LabelBox } from './label-box.tsx';
import { RecordAsked } from './record-asked.tsx';
import { RecordOrigin } from './record-origin.tsx';

/** @param id null: closed */
export function RecordDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={t('history.record.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {id !== null && <RecordContent key={id} id={id} />}
    </Drawer>
  );
}

function RecordContent({ id }: { id: string }) {
  const { t } = useTranslation();
  const record = useQuery({
    queryKey: [...historyKey, 'record', id],
    queryFn: ({ signal }) => fetchRecord(id, signal),
  });
  if (record.isError) return <ProblemNotice error={record.error} onRetry={() => record.refetch()} />;
  if (record.isPending) return <Skeleton h={480} aria-label={t('common.loading')} />;
  return <Record record={record.data} />;
}

function Record({ record }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  const hasText = (record.answer?.text ?? '') !== '';
  return (
    <Stack gap="md">
      <RecordHead record={record} />
      <Tabs defaultValue="text" keepMounted={false}>
        <Tabs.List mb="md">
          {(['text', 'verdict', 'asked', 'origin'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`history.record.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="text">
          <RecordText record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="verdict">
          <RecordVerdict record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="asked">
          <RecordAsked record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="origin">
          <RecordOrigin record={record} />
        </Tabs.Panel>
      </Tabs>
      {hasText && (
        <>
          <Divider />
          <LabelBox id={record.id} text={record.answer!.text} labels={record.labels} />
        </>
      )}
    </Stack>
  );
}

function RecordHead({ record }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const product = record.product === '' ? record.asked.product.name || t('history.describedProduct') : record.product;
  return (
    <Stack gap={4}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Title order={2} size="h4">
          {productName(product)} · {record.channel === '' ? t('history.describedProduct') : channelName(record.channel)}
        </Title>
        <CopyButton value={`${window.location.origin}/web/history?entry=${record.id}`}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? 'history.record.linkCopied' : 'history.record.copyLink')}>
              <ActionIcon
                variant="subtle"
                aria-label={t(copied ? 'history.record.linkCopied' : 'history.record.copyLink')}
                onClick={copy}
              >
                {copied ? <IconCheck size={18} /> : <IconLink size={18} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" c="dimmed">
        {t('history.record.client')} {record.client_id ?? '—'} · {formatTime(record.asked_at)} · {record.user}
      </Text>
      <Group gap="xs">
        <StatusBadge status={record.status} />
        {record.label !== 'none' && <LabelBadge item={record} />}
      </Group>
    </Stack>
  );
}

function RecordText({ record }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  const { answer, error } = record;
  if (error !== null) return <Alert color="red">{clientProblemInWords(error, t)}</Alert>;
  if (answer === null) return <Alert>{t('history.record.unanswered')}</Alert>;
  return (
    <Stack gap="sm">
      {answer.refusal !== null && (
        <Alert color={answer.status === 'refused' ? 'gray' : 'orange'} title={t('history.record.refusal')}>
          {answer.refusal.reason} ({answer.refusal.rule_id})
        </Alert>
      )}
      {answer.text !== '' && (
        <>
          <TextPreview
            channel={record.channel}
            text={answer.text}
            body={answer.body}
            disclosures={answer.disclosures}
            measures={answer.measures}
          />
          <Source record={record} />
        </>
      )}
    </Stack>
  );
}

/** Who wrote it and how sure the service is. */
function Source({ record: { answer } }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  if (answer === null) return null;
  const reason = answer.rules_reason === null ? '' : ` (${t(`history.record.rulesReasons.${answer.rules_reason}`)})`;
  return (
    <div>
      <Text size="sm">
        {answer.source === 'model' ? t('history.record.byModel') : `${t('history.record.byRules')}${reason}`}.{' '}
        {answer.repaired && t('history.record.repaired')}
      </Text>
      <Text size="sm">
        {t('history.record.confidence', { value: formatDecimal(answer.confidence) })}.{' '}
        <Text span c="dimmed" size="sm">
          {t(answer.confidence_calibrated ? 'history.record.confidenceCalibrated' : 'history.record.confidenceRank')}
        </Text>
      </Text>
    </div>
  );
}

function RecordVerdict({ record: { answer } }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  const [activeRule, setActiveRule] = useState<string | null>(null);
  if (answer?.verdict == null) return <Alert>{t('history.record.noVerdict')}</Alert>;
  const { verdict } = answer;
  return (
    <Stack gap="md">
      <MarkedText
        text={answer.text}
        disclosures={answer.disclosures}
        results={verdict.results}
        activeRule={activeRule}
      />
      <Group gap="lg">
        {(['law', 'brand_voice', 'fit'] as const).map((name) => (
          <Text key={name} size="sm">
            {t(`history.record.scores.${name}`)}{' '}
            <Text span fw={600}>
              {formatDecimal(verdict[`${name}_score`])}
            </Text>
          </Text>
        ))}
      </Group>
      <VerdictList results={verdict.results} onActive={setActiveRule} />
      <Text size="xs" c="dimmed">
        {t('history.record.ruleSet', { version: verdict.rule_set_version })}
      </Text>
    </Stack>
  );
}
