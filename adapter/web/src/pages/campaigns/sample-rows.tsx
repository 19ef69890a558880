/** The first rows of a file as they stand. */
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OpenedFile } from '../../api/campaigns.ts';

export function SampleRows({ names, rows }: { names: readonly string[]; rows: OpenedFile['sample'] }) {
  const { t } = useTranslation();
  const columns = names.map((name, column) => ({ name, column }));
  const label = t('campaigns.mapping.rows', { count: rows.length });
  return (
    <Table.ScrollContainer minWidth={0} mah={420} type="native" tabIndex={0} role="region" aria-label={label}>
      <Table striped withColumnBorders verticalSpacing={2} fz="xs" style={{ whiteSpace: 'nowrap' }}>
        <Table.Caption>{label}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" ta="right">
              №
            </Table.Th>
            {columns.map(({ name, column }) => (
              <Table.Th key={column} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ row, cells }) => (
            <Table.Tr key={row}>
              <Table.Td ta="right">{row}</Table.Td>
              {columns.map(({ column }) => (
                <Table.Td key={column} ta={typeof cells[column] === 'number' ? 'right' : undefined} maw={360}>
                  <Text inherit truncate>
                    {String(cells[column] ?? '')}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
