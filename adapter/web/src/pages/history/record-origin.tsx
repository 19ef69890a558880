/** Where a text comes from: thread, model, versions, times. */
import { Alert, Anchor, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HistoryRecord } from '../../api/history.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { Lineage } from '../../parts/lineage.tsx';
import { Facts } from './record-asked.tsx';

export function RecordOrigin({ record: { id, request_id, answer } }: { record: HistoryRecord }) {
  const { t } = useTranslation();
  if (answer === null) return <Alert>{t('history.record.unanswered')}</Alert>;
  const { thread, timings, provenance } = answer;
  const facts: [string, React.ReactNode][] = [];
  if (thread !== null) {
    const variants = t('history.record.variants', { list: thread.variants.map((variant) => variant + 1).join('-') });
    facts.push([
      t('history.record.thread'),
      <Anchor key="thread" component={Link} to={`/copybook/${encodeURIComponent(thread.id)}`}>
        {thread.id} ({thread.version}), {variants}
      </Anchor>,
    ]);
  }
  if (timings !== null) {
    facts.push([t('history.record.took'), t('history.record.ms', { value: formatDecimal(timings.total_ms, 0) })]);
  }
  const versions = Object.entries(provenance ?? {}).filter(([, value]) => value !== '');
  return (
    <Stack gap="xs">
      <Facts rows={[...facts, [t('history.record.entryId'), id], [t('history.record.requestId'), request_id]]} />
      <Lineage answerId={id} />
      {versions.length > 0 && (
        <Facts
          rows={versions.map(([name, value]) => [
            t(`history.record.versions.${name}`, { defaultValue: name }),
            String(value),
          ])}
        />
      )}
    </Stack>
  );
}
