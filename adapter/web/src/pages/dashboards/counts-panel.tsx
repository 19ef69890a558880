/** How many of each kind: a narrow table of names and counts. */
import { Panel, type PanelProps } from './panel.tsx';

interface CountsPanelProps<Row> extends Omit<PanelProps<Row>, 'columns' | 'minWidth' | 'action'> {
  /** Headings of the two columns. */
  readonly nameTitle: string;
  readonly countTitle: string;
  /** What people read in place of a key. */
  readonly nameOf: (key: string) => string;
}

export function CountsPanel<Row extends { readonly count: number }>({
  nameTitle,
  countTitle,
  nameOf,
  ...panel
}: CountsPanelProps<Row>) {
  const { keyOf } = panel;
  return (
    <Panel
      {...panel}
      columns={(of) => [
        of.text(nameTitle, keyOf, (row) => nameOf(keyOf(row))),
        of.count(countTitle, ({ count }) => count),
      ]}
      minWidth={260}
    />
  );
}
