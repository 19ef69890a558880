/** A table of figures under a title: texts to the left, figures to the right; it scrolls inside itself on a phone. */
import { Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface FiguresTableProps {
  readonly title: string;
  /** Columns whose name starts at the left; the others are figures. */
  readonly header: readonly { readonly name: string; readonly isText?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly minWidth?: number;
}

export function FiguresTable({ title, header, rows, minWidth = 640 }: FiguresTableProps) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={title}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              {header.map(({ name, isText = false }) => (
                <Table.Th scope="col" key={name} ta={isText ? 'left' : 'right'}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, cells }) => (
              <Table.Tr key={key}>
                {header.map(({ name, isText = false }, index) => (
                  <Table.Td key={name} ta={isText ? 'left' : 'right'} style={isText ? {} : { whiteSpace: 'nowrap' }}>
                    {cells[index]}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
