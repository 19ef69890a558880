/**
 * Products × channels, coloured by how much there is to say. A grid of one tab stop: arrow keys walk it, Enter narrows
 * the list to the cell.
 */
import { Button, Card, Collapse, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coverage, Need } from '../../api/copybook.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import classes from './coverage-matrix.module.css';
import { type Fullness, judgeCoverage, type MatrixCell } from './judge-coverage.ts';
import type { FilterState } from './use-thread-filters.ts';

const wideScreenPx = 700;
const fullnesses: readonly Fullness[] = ['empty', 'thin', 'enough'];

export function CoverageMatrix({ coverage, filters }: { coverage: Coverage; filters: FilterState }) {
  const { t } = useTranslation();
  // On a telephone the list comes first.
  const [isShown, shown] = useDisclosure(window.innerWidth >= wideScreenPx);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" align="flex-start" gap={4}>
        <Text fw={600} component="h2">
          {t('copybook.matrix.title')}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          aria-expanded={isShown}
          rightSection={isShown ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={shown.toggle}
        >
          {t(isShown ? 'copybook.matrix.hide' : 'copybook.matrix.show')}
        </Button>
      </Group>
      <Collapse expanded={isShown}>
        <Text size="sm" c="dimmed" maw={760}>
          {t('copybook.matrix.hint')}
        </Text>
        <Legend />
        <Grid coverage={coverage} filters={filters} />
      </Collapse>
    </Card>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <Group gap="xs" my="xs">
      {fullnesses.map((fullness) => (
        <span key={fullness} className={classes.legend} data-fullness={fullness}>
          {t(`copybook.matrix.${fullness}`)}
        </span>
      ))}
    </Group>
  );
}

function Grid({ coverage, filters: { filters, change } }: { coverage: Coverage; filters: FilterState }) {
  const { t } = useTranslation();
  const { productName, channelName, channels } = useVocabulary();
  const matrix = judgeCoverage(coverage, filters.need as Need | null, filters.signal);
  const codes = channels.map(({ code }) => code);
  const [place, setPlace] = useState({ row: 0, column: 0 });
  const body = useRef<HTMLTableSectionElement>(null);
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = clamp(place.row + step.rows, matrix.products.length);
    const column = clamp(place.column + step.columns, codes.length);
    setPlace({ row, column });
    body.current?.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`)?.focus();
  };
  return (
    <Table.ScrollContainer minWidth={860} maxHeight={460} type="native">
      <Table stickyHeader verticalSpacing={3} horizontalSpacing={4} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('copybook.filters.product')}</Table.Th>
            {codes.map((code) => (
              <Table.Th key={code} scope="col" ta="center" fz="xs">
                {channelName(code)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body} onKeyDown={walk}>
          {matrix.products.map((product, row) => (
            <Table.Tr key={product}>
              <Table.Th scope="row" fw={400} fz="sm">
                {productName(product)}
              </Table.Th>
              {codes.map((channel, column) => (
                <Table.Td key={channel}>
                  <Cell
                    cell={matrix.cellOf(product, channel)}
                    place={`${row}-${column}`}
                    label={{ product: productName(product), channel: channelName(channel) }}
                    isSignal={filters.signal !== null}
                    isTabStop={place.row === row && place.column === column}
                    isChosen={filters.product === product && filters.channel === channel}
                    onFocus={() => setPlace({ row, column })}
                    onChoose={() => change({ product, channel })}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const steps: Readonly<Record<string, { readonly rows: number; readonly columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
  Home: { rows: 0, columns: Number.NEGATIVE_INFINITY },
  End: { rows: 0, columns: Number.POSITIVE_INFINITY },
};

const clamp = (at: number, count: number) => Math.min(Math.max(at, 0), count - 1);

interface CellProps {
  readonly cell: MatrixCell;
  readonly place: string;
  readonly label: { readonly product: string; readonly channel: string };
  readonly isSignal: boolean;
  readonly isTabStop: boolean;
  readonly isChosen: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

function Cell({ cell, place, label, isSignal, isTabStop, isChosen, onFocus, onChoose }: CellProps) {
  const { t } = useTranslation();
  const { count, thinnest, fullness } = cell;
  const key = isSignal ? 'copybook.matrix.cellSignal' : 'copybook.matrix.cell';
  const said = `${t(key, { ...label, count, thinnest })}: ${t(`copybook.matrix.${fullness}`)}`;
  return (
    <UnstyledButton
      className={classes.cell}
      data-fullness={fullness}
      data-place={place}
      aria-label={said}
      aria-pressed={isChosen}
      title={said}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onChoose}
    >
      {count}
    </UnstyledButton>
  );
}
