/** A table in a card under its title; it scrolls inside itself on a phone. */
import { Paper, Table, Title, type TitleProps } from '@mantine/core';
import type { ReactNode } from 'react';

export interface TableCardProps extends Pick<TitleProps, 'size' | 'mb'> {
  readonly title: string;
  readonly minWidth: number;
  /** Cells of the header row. */
  readonly header: ReactNode;
  readonly rows: ReactNode;
}

export function TableCard({ title, minWidth, header, rows, ...heading }: TableCardProps) {
  return (
    <Paper withBorder p="md">
      <Title order={2} {...heading}>
        {title}
      </Title>
      <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={title}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>{header}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>{rows}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
