/** Which column is what, what holds for all rows, and what the file's words for events mean. */
import {
  Alert,
  Button,
  Card,
  Group,
  NativeSelect,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InspectedOutcomes, OutcomeEvent, OutcomeField } from '../../api/outcomes.ts';
import { formatCount } from '../../parts/format-number.ts';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { findMissing, type MappingForm } from './mapping-form.ts';

const fields: readonly OutcomeField[] = [
  'event',
  'at',
  'answer_id',
  'client_id',
  'product',
  'channel',
  'campaign_id',
  'request_id',
  'opt_out',
];
const events: readonly OutcomeEvent[] = [
  'delivered',
  'opened',
  'clicked',
  'accepted',
  'rejected',
  'complained',
  'unsubscribed',
];
/** Hours ahead of UTC of Russia's zones. */
const offsets = [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

interface MappingStepProps {
  readonly fileName: string;
  readonly inspected: InspectedOutcomes;
  readonly form: MappingForm;
  readonly onChange: (form: MappingForm) => void;
  readonly isChecking: boolean;
  readonly onCheck: () => void;
  readonly onRestart: () => void;
}

export function MappingStep(step: MappingStepProps) {
  const { fileName, inspected, form, isChecking, onCheck, onRestart } = step;
  const { t } = useTranslation();
  const missing = findMissing(form);
  return (
    <Stack>
      <Group justify="space-between">
        <Text>
          {t('outcomes.file', { name: fileName, count: inspected.rows_count })} ·{' '}
          {t(`outcomes.encoding.${inspected.encoding}`)}
        </Text>
        <Button variant="default" size="xs" onClick={onRestart}>
          {t('outcomes.otherFile')}
        </Button>
      </Group>
      <ColumnFields {...step} />
      {inspected.event_words.length > 0 && <EventWords {...step} />}
      <SampleTable inspected={inspected} />
      {missing !== null && <Alert color="yellow">{t(`outcomes.missing.${missing}`)}</Alert>}
      <Group>
        <Button loading={isChecking} disabled={missing !== null} onClick={onCheck}>
          {t('outcomes.check')}
        </Button>
      </Group>
    </Stack>
  );
}

function ColumnFields({ inspected, form, onChange }: MappingStepProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const names = inspected.columns.map(({ name }) => name);
  const choose = (field: OutcomeField, name: string | null) => {
    const { [field]: _before, ...rest } = form.columns;
    onChange({ ...form, columns: name === null ? rest : { ...rest, [field]: name } });
  };
  const { columns, product, channel, campaignId, utcOffsetMinutes } = form;
  return (
    <Card withBorder component="section" aria-label={t('outcomes.mappingTitle')}>
      <Title order={2} size="h4">
        {t('outcomes.mappingTitle')}
      </Title>
      <Text size="sm" c="dimmed" maw={720} mb="sm">
        {t('outcomes.mappingHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {fields.map((field) => (
          <Select
            key={field}
            label={t(`outcomes.fields.${field}`)}
            placeholder={t('outcomes.notInFile')}
            data={names}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('outcomes.notInFile') }}
            withAsterisk={field === 'event' || field === 'at'}
            value={columns[field] ?? null}
            onChange={(name) => choose(field, name)}
          />
        ))}
        <NativeSelect
          label={t('outcomes.zone')}
          description={t('outcomes.zoneHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          data={offsets.map((hours) => ({ value: String(hours * 60), label: `UTC+${hours}` }))}
          value={String(utcOffsetMinutes)}
          onChange={(event) => onChange({ ...form, utcOffsetMinutes: Number(event.currentTarget.value) })}
        />
      </SimpleGrid>
      {(columns.product === undefined || columns.channel === undefined || columns.campaign_id === undefined) &&
        columns.answer_id === undefined && (
          <>
            <Title order={3} size="h5" mt="md" mb={6}>
              {t('outcomes.forAll')}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
              {columns.product === undefined && (
                <Select
                  label={t('outcomes.fields.product')}
                  data={productOptions(vocabulary)}
                  searchable
                  clearable
                  clearButtonProps={{ 'aria-label': t('outcomes.notInFile') }}
                  value={product}
                  onChange={(value) => onChange({ ...form, product: value })}
                />
              )}
              {columns.channel === undefined && (
                <Select
                  label={t('outcomes.fields.channel')}
                  data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
                  clearable
                  clearButtonProps={{ 'aria-label': t('outcomes.notInFile') }}
                  value={channel}
                  onChange={(value) => onChange({ ...form, channel: value })}
                />
              )}
              {columns.campaign_id === undefined && (
                <TextInput
                  label={t('outcomes.fields.campaign_id')}
                  maxLength={36}
                  value={campaignId}
                  onChange={(event) => onChange({ ...form, campaignId: event.currentTarget.value })}
                />
              )}
            </SimpleGrid>
          </>
        )}
    </Card>
  );
}

function EventWords({ inspected, form, onChange }: MappingStepProps) {
  const { t } = useTranslation();
  const options = [
    { value: '', label: t('outcomes.skipWord') },
    ...events.map((event) => ({ value: event, label: t(`outcomes.events.${event}`) })),
  ];
  return (
    <Card withBorder component="section" aria-label={t('outcomes.wordsTitle')}>
      <Title order={2} size="h4">
        {t('outcomes.wordsTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('outcomes.wordsHint')}
      </Text>
      <Table.ScrollContainer
        minWidth={320}
        mah={360}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('outcomes.wordsTitle')}
      >
        <Table verticalSpacing={4} maw={620}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('outcomes.word')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('outcomes.rowsCount')}
              </Table.Th>
              <Table.Th scope="col">{t('outcomes.meaning')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inspected.event_words.map(({ word, count }) => (
              <Table.Tr key={word}>
                <Table.Td>{word}</Table.Td>
                <Table.Td ta="right">{formatCount(count)}</Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="xs"
                    aria-label={`${t('outcomes.meaning')}: ${word}`}
                    data={options}
                    value={form.events[word] ?? ''}
                    onChange={(event) => {
                      const chosen = event.currentTarget.value;
                      const meant = chosen === '' ? null : (chosen as OutcomeEvent);
                      onChange({ ...form, events: { ...form.events, [word]: meant } });
                    }}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function SampleTable({ inspected }: { inspected: InspectedOutcomes }) {
  const { t } = useTranslation();
  const rowsCount = Math.max(...inspected.columns.map(({ samples }) => samples.length), 0);
  return (
    <Card withBorder component="section" aria-label={t('outcomes.sample')}>
      <Title order={2} size="h4" mb="xs">
        {t('outcomes.sample')}
      </Title>
      <Table.ScrollContainer minWidth={400} type="native" tabIndex={0} role="region" aria-label={t('outcomes.sample')}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {inspected.columns.map(({ name }) => (
                <Table.Th scope="col" key={name}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Array.from({ length: rowsCount }, (_, row) => row).map((row) => (
              <Table.Tr key={row}>
                {inspected.columns.map(({ name, samples }) => (
                  <Table.Td key={name}>{samples[row]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
