/** Takes items of the market from a file, and says what was taken and what not. */
import { Alert, Button, Card, FileInput, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/call-api.ts';
import { typeOfFile } from '../../api/file-types.ts';
import { itemKinds, marketItemsKey, type TakenItems } from '../../api/market.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { itemProblemInWords } from './item-problem-in-words.ts';

export function MarketUpload() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [competitor, setCompetitor] = useState('');
  const type = file === null ? null : typeOfFile(file);
  const taking = useMutation({
    mutationFn: () => {
      const query = new URLSearchParams();
      if (kind !== null) query.set('kind', kind);
      if (competitor.trim() !== '') query.set('competitor', competitor.trim());
      const headers = { 'content-type': type ?? '' };
      return callApi<TakenItems>(`/v1/insight/market/files?${query}`, { method: 'POST', body: file, headers });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: marketItemsKey }),
  });
  const isWrongType = file !== null && type === null;
  return (
    <Card withBorder>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (type !== null) taking.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('market.fileHint')}</Text>
          <Group align="flex-start" gap="sm">
            <FileInput
              w={300}
              label={t('insight.file')}
              placeholder="csv, xlsx, jsonl, eml, html, txt"
              accept=".csv,.xlsx,.jsonl,.eml,.html,.txt"
              clearable
              clearButtonProps={{ 'aria-label': t('insight.dropFile') }}
              value={file}
              onChange={setFile}
              error={isWrongType ? t('market.wrongType') : null}
              required
            />
            <Select
              label={t('market.kind')}
              placeholder={t('market.inFile')}
              clearable
              clearButtonProps={{ 'aria-label': t('market.inFile') }}
              data={itemKinds.map((value) => ({ value, label: t(`market.kinds.${value}`) }))}
              value={kind}
              onChange={setKind}
            />
            <TextInput
              label={t('market.competitor')}
              placeholder={t('market.inFile')}
              maxLength={100}
              value={competitor}
              onChange={(event) => setCompetitor(event.currentTarget.value)}
            />
          </Group>
          {taking.isError && <ProblemNotice error={taking.error} />}
          {taking.isSuccess && <Taken taken={taking.data} />}
          <Group>
            <Button
              type="submit"
              loading={taking.isPending}
              disabled={type === null}
              leftSection={<IconUpload size={16} />}
            >
              {t('market.take')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function Taken({ taken }: { taken: TakenItems }) {
  const { t } = useTranslation();
  const { problems } = taken;
  return (
    <Alert color={problems.length === 0 ? 'teal' : 'yellow'} role="status">
      <Text size="sm">{t('market.takenCounts', { ...taken, problems: problems.length })}</Text>
      {problems.length > 0 && (
        <List size="sm" mt="xs">
          {problems.slice(0, 20).map(({ row, field, limit }) => (
            <List.Item key={`${row} ${field}`}>
              {t('market.problem', { row, what: itemProblemInWords(field, limit, t) })}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
