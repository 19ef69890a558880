/** One question of a dashboard: a chart, the same numbers as a table, and as a file. */
import { Box, Button, Card, Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, type ColumnKit, columnKit } from './columns.tsx';
import { saveCsv } from './save-csv.ts';

export interface PanelProps<Row> {
  readonly title: string;
  readonly hint?: string;
  /** Name of the file. */
  readonly name: string;
  readonly columns: (of: ColumnKit<Row>) => readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Null: the table is all there is. */
  readonly chart?: ReactNode;
  /** Said in place of an empty table. */
  readonly empty?: string;
  /** What can be done with a row; reached by its button. */
  readonly action?: (row: Row) => ReactNode;
  readonly minWidth?: number;
}

export function Panel<Row>(panel: PanelProps<Row>) {
  const { title, hint, name, rows, chart = null, empty } = panel;
  const columns = panel.columns(columnKit());
  const { t } = useTranslation();
  const [view, setView] = useState('chart');
  const isEmpty = rows.length === 0;
  const showsChart = chart !== null && view === 'chart';
  return (
    <Card withBorder component="section" aria-label={title} padding="md">
      <Group justify="space-between" align="flex-start" mb="sm" gap="xs">
        <Box flex="1 1 260px">
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed" maw={720}>
              {hint}
            </Text>
          )}
        </Box>
        {!isEmpty && (
          <Group gap="xs">
            {chart !== null && (
              <SegmentedControl
                size="xs"
                aria-label={t('dashboards.view', { title })}
                data={[
                  { value: 'chart', label: t('dashboards.chart') },
                  { value: 'table', label: t('dashboards.table') },
                ]}
                value={view}
                onChange={setView}
              />
            )}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} />}
              aria-label={t('dashboards.saveAs', { title })}
              onClick={() => saveCsv(`offerwright-${name}`, columns, rows)}
            >
              CSV
            </Button>
          </Group>
        )}
      </Group>
      {isEmpty && <Text c="dimmed">{empty ?? t('dashboards.nothing')}</Text>}
      {!isEmpty && (showsChart ? chart : <PanelTable {...panel} columns={columns} />)}
    </Card>
  );
}

type TableProps<Row> = Omit<PanelProps<Row>, 'columns'> & { readonly columns: readonly Column<Row>[] };

function PanelTable<Row>({ title, columns, rows, keyOf, action, minWidth = 480 }: TableProps<Row>) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={minWidth} mah={420} type="native" tabIndex={0} role="region" aria-label={title}>
      <Table verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th scope="col" key={column.title} ta={column.isText ? 'left' : 'right'}>
                {column.title}
              </Table.Th>
            ))}
            {action && (
              <Table.Th scope="col" ta="right">
                {t('dashboards.more')}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map((column) => (
                <Table.Td
                  key={column.title}
                  ta={column.isText ? 'left' : 'right'}
                  style={column.isText ? { minWidth: 120 } : { whiteSpace: 'nowrap' }}
                >
                  {column.show(row)}
                </Table.Td>
              ))}
              {action && <Table.Td ta="right">{action(row)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
