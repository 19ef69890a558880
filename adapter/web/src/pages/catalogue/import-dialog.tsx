/** Terms of many products from a file: first the check with everything that is wrong, then the import. */
import { Alert, Button, FileInput, Group, List, Modal, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { catalogueKey, type ImportReport, importCatalogue } from '../../api/catalogue.ts';
import type { FieldProblem } from '../../api/rules.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { describeImportProblem, describeTermsProblem } from './describe-terms-problem.ts';

const fileName = /\.(?:xlsx|ya?ml)$/i;

export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('catalogue.importing.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ImportForm onClose={onClose} />
    </Modal>
  );
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const importing = useMutation({
    mutationFn: ({ chosen, isDryRun }: { chosen: File; isDryRun: boolean }) => importCatalogue(chosen, isDryRun),
    onSuccess: ({ dry_run }) => (dry_run ? undefined : queries.invalidateQueries({ queryKey: catalogueKey })),
  });
  const isWrongType = file !== null && !fileName.test(file.name);
  const report = importing.data;
  const isStored = report !== undefined && !report.dry_run;
  const choose = (chosen: File | null) => {
    importing.reset();
    setFile(chosen);
    if (chosen !== null && fileName.test(chosen.name)) importing.mutate({ chosen, isDryRun: true });
  };
  return (
    <Stack>
      <Text size="sm">{t('catalogue.importing.text')}</Text>
      <FileInput
        label={t('catalogue.importing.file')}
        placeholder={t('catalogue.importing.choose')}
        accept=".xlsx,.yaml,.yml"
        clearable
        clearButtonProps={{ 'aria-label': t('catalogue.importing.another') }}
        value={file}
        error={isWrongType ? t('catalogue.importing.wrongType') : undefined}
        onChange={choose}
      />
      {importing.isError && <ImportProblems error={importing.error} />}
      {report !== undefined && <Report report={report} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t(isStored ? 'common.close' : 'common.cancel')}
        </Button>
        {!isStored && (
          <Button
            loading={importing.isPending}
            disabled={report === undefined || file === null}
            onClick={() => file !== null && importing.mutate({ chosen: file, isDryRun: false })}
          >
            {t('catalogue.importing.store')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function ImportProblems({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const problems =
    error instanceof ApiError ? (error.body as { problems?: readonly FieldProblem[] } | null)?.problems : undefined;
  if (problems === undefined) return <ProblemNotice error={error} />;
  return (
    <Alert color="red" role="alert" title={t('catalogue.importing.problems')}>
      <Table.ScrollContainer minWidth={520} maxHeight={320} type="native">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('catalogue.importing.where')}</Table.Th>
              <Table.Th scope="col">{t('catalogue.importing.expected')}</Table.Th>
              <Table.Th scope="col">{t('catalogue.importing.got')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => {
              const { place, expected, given } = describeImportProblem(problem, { t, productName, channelName });
              return (
                <Table.Tr key={`${problem.field} ${problem.limit} ${problem.given}`}>
                  <Table.Td>{place}</Table.Td>
                  <Table.Td>{expected}</Table.Td>
                  <Table.Td>{given}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Alert>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const counts = { rows: report.rows_count, created: report.created.length, unchanged: report.unchanged.length };
  return (
    <Alert color="teal" role="status">
      <Text size="sm">{t(report.dry_run ? 'catalogue.importing.checked' : 'catalogue.importing.stored', counts)}</Text>
      {report.warnings.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="xs">
            {t('catalogue.importing.warnings')}
          </Text>
          <List size="sm">
            {report.warnings.map((warning) => (
              <List.Item key={`${warning.field} ${warning.limit} ${warning.given}`}>
                {describeImportProblem(warning, { t, productName, channelName }).place}:{' '}
                {describeTermsProblem(warning, { t, channelName })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
