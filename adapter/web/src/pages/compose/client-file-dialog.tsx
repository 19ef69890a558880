/** A client from a file or from cells copied out of a spreadsheet. The file is read here and never leaves the browser. */
import { Alert, Button, Group, Modal, Pagination, Stack, Table, Text, Textarea } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feature } from '../../api/features.ts';
import {
  type ClientRow,
  type ClientRows,
  fileBytesMax,
  RowsError,
  readClientFile,
  readClientText,
  rowsMax,
} from './read-client-rows.ts';

interface ClientFileDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly features: readonly Feature[];
  readonly onPick: (row: ClientRow) => void;
}

const rowsAPage = 50;

export function ClientFileDialog({ opened, onClose, features, onPick }: ClientFileDialogProps) {
  const { t, i18n } = useTranslation();
  const [pasted, setPasted] = useState('');
  const reading = useMutation({
    mutationFn: (source: File | string) =>
      typeof source === 'string' ? readClientText(source, features) : readClientFile(source, features),
  });
  const problem = reading.error instanceof RowsError ? reading.error.problem : 'broken';
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('compose.file.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('compose.file.hint')}
        </Text>
        <Dropzone
          onDrop={(files) => files[0] !== undefined && reading.mutate(files[0])}
          multiple={false}
          loading={reading.isPending}
          p="md"
          inputProps={{ 'aria-label': t('compose.file.choose') }}
        >
          <Group gap="sm" wrap="nowrap">
            <IconFileSpreadsheet size={26} stroke={1.5} style={{ flex: 'none' }} />
            <Text size="sm">{t('compose.file.drop')}</Text>
          </Group>
        </Dropzone>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            // The form of the page is its parent for React, though not in the document.
            event.stopPropagation();
            reading.mutate(pasted);
          }}
        >
          <Group align="flex-end" gap="xs">
            <Textarea
              flex={1}
              label={t('compose.file.paste')}
              placeholder={'id\tage\tgender\tcnt_tr_buy_3m'}
              autosize
              minRows={2}
              maxRows={5}
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={pasted.trim() === ''}>
              {t('compose.file.read')}
            </Button>
          </Group>
        </form>
        {reading.isError && (
          <Alert color="red" role="alert" title={t('common.failed')}>
            {t(`compose.file.problems.${problem}`, {
              megabytes: fileBytesMax / 1024 / 1024,
              rows: rowsMax.toLocaleString(i18n.language),
            })}
          </Alert>
        )}
        {reading.data !== undefined && (
          <RowsTable
            key={reading.submittedAt}
            table={reading.data}
            onPick={(row) => {
              onPick(row);
              onClose();
            }}
          />
        )}
      </Stack>
    </Modal>
  );
}

function RowsTable({ table, onPick }: { table: ClientRows; onPick: (row: ClientRow) => void }) {
  const { t, i18n } = useTranslation();
  const [page, setPage] = useState(1);
  const { rows, features, ignoredColumns, hasIds } = table;
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const shown = rows.slice((page - 1) * rowsAPage, page * rowsAPage);
  const columns = features.slice(0, 6);
  return (
    <Stack gap="xs">
      <Text size="sm">
        {t('compose.file.found', { count: rows.length, features: features.length })}
        {ignoredColumns.length > 0 && ` ${t('compose.file.ignored', { names: ignoredColumns.slice(0, 8).join(', ') })}`}
      </Text>
      <Table.ScrollContainer
        minWidth={640}
        mah={360}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('compose.file.rows')}
      >
        <Table stickyHeader highlightOnHover verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('compose.file.row')}</Table.Th>
              {hasIds && (
                <Table.Th scope="col" ta="right">
                  {t('common.client')}
                </Table.Th>
              )}
              {columns.map(({ name, words, kind }) => (
                <Table.Th key={name} scope="col" ta={kind === 'text' ? 'left' : 'right'}>
                  {words[language]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.row}>
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={t('compose.file.take', { row: row.row })}
                    onClick={() => onPick(row)}
                  >
                    {row.row}
                  </Button>
                </Table.Td>
                {hasIds && <Table.Td ta="right">{row.clientId ?? '—'}</Table.Td>}
                {columns.map(({ name, kind }) => (
                  <Table.Td key={name} ta={kind === 'text' ? 'left' : 'right'}>
                    {formatCell(name, row.features[name], t, i18n.language)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length > rowsAPage && (
        <Pagination
          size="sm"
          total={Math.ceil(rows.length / rowsAPage)}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': t(`compose.file.pages.${control}`) })}
        />
      )}
    </Stack>
  );
}

function formatCell(name: string, value: string | number | undefined, t: TFunction, language: string): string {
  if (value === undefined) return '—';
  if (name === 'gender' && (value === 0 || value === 1)) return t(value === 0 ? 'compose.man' : 'compose.woman');
  return typeof value === 'number' ? value.toLocaleString(language) : value;
}
