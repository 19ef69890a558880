/** Many statements at once: a file in, counts on the page, a file out. Nothing of it is kept in the browser. */
import { Alert, Button, Card, FileInput, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { concernNames } from '../../api/concerns.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { estimateLines, type LineResult } from './estimate-lines.ts';
import { linesMax, readStatementsFile } from './read-statements-file.ts';

export function ConcernFile({ product }: { product: string }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const estimating = useMutation({
    mutationFn: async (chosen: File) => {
      const lines = await readStatementsFile(chosen);
      if (lines.length === 0) throw new Error(t('concerns.fileEmpty'));
      if (lines.length > linesMax) throw new Error(t('concerns.fileLong', { max: formatCount(linesMax) }));
      return estimateLines(
        lines,
        product,
        (error) => t(`concerns.lineErrors.${error}`),
        (done) => setProgress({ done, all: lines.length }),
      );
    },
    onSettled: () => setProgress(null),
  });
  return (
    <Card withBorder component="section" aria-labelledby="concerns-file">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) estimating.mutate(file);
        }}
      >
        <Stack>
          <Title order={2} size="h4" id="concerns-file">
            {t('concerns.fileTitle')}
          </Title>
          <FileInput
            maw={480}
            label={t('concerns.file')}
            description={t('concerns.fileHint')}
            placeholder={t('concerns.filePlaceholder')}
            accept=".jsonl,.ndjson,.txt"
            clearable
            clearButtonProps={{ 'aria-label': t('concerns.dropFile') }}
            leftSection={<IconUpload size={16} />}
            value={file}
            onChange={(chosen) => {
              setFile(chosen);
              estimating.reset();
            }}
          />
          {progress !== null && (
            <Progress value={(100 * progress.done) / progress.all} aria-label={t('concerns.progress')} animated />
          )}
          {estimating.isError && <ProblemNotice error={estimating.error} />}
          <Group>
            <Button type="submit" variant="default" disabled={file === null} loading={estimating.isPending}>
              {t('concerns.estimateFile')}
            </Button>
          </Group>
          {estimating.isSuccess && file !== null && <FileSummary results={estimating.data} name={file.name} />}
        </Stack>
      </form>
    </Card>
  );
}

function FileSummary({ results, name }: { results: readonly LineResult[]; name: string }) {
  const { t } = useTranslation();
  const read = results.filter(({ found }) => found !== null);
  const wrong = results.length - read.length;
  const countOf = (concern: string) => read.filter(({ found }) => found!.includes(concern)).length;
  return (
    <Stack aria-live="polite">
      <Text>{t('concerns.fileDone', { count: read.length, lines: formatCount(read.length) })}</Text>
      {wrong > 0 && <Alert color="yellow">{t('concerns.fileWrong', { lines: formatCount(wrong) })}</Alert>}
      <Table maw={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('concerns.concern')}</Table.Th>
            <Table.Th ta="right">{t('concerns.statements')}</Table.Th>
            <Table.Th ta="right">{t('concerns.share')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {concernNames.map((concern) => (
            <Table.Tr key={concern}>
              <Table.Td>{t(`concerns.names.${concern}`)}</Table.Td>
              <Table.Td ta="right">{formatCount(countOf(concern))}</Table.Td>
              <Table.Td ta="right">{formatShare(countOf(concern) / Math.max(1, read.length))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <Button leftSection={<IconDownload size={16} />} onClick={() => download(results, name)}>
          {t('concerns.download')}
        </Button>
      </Group>
    </Stack>
  );
}

function download(results: readonly LineResult[], name: string): void {
  const lines = results.map(({ output }) => `${JSON.stringify(output)}\n`);
  const url = URL.createObjectURL(new Blob(lines, { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/\.[^.]*$/u, '')}-concerns.jsonl`;
  link.click();
  URL.revokeObjectURL(url);
}
