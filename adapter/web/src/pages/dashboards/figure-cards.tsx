/** The few numbers that are looked at first. */
import { Card, SimpleGrid, Text } from '@mantine/core';

export interface Figure {
  readonly title: string;
  readonly value: string;
  readonly note?: string;
  readonly isBad?: boolean;
}

export function FigureCards({ figures }: { figures: readonly Figure[] }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 2, md: 4 }} spacing="sm" m={0}>
      {figures.map(({ title, value, note, isBad = false }) => (
        <Card withBorder padding="sm" key={title}>
          <Text component="dt" size="sm" c="dimmed">
            {title}
          </Text>
          <Text component="dd" m={0} fz={24} fw={700} c={isBad ? 'red.8' : undefined} lh={1.2}>
            {value}
          </Text>
          {note !== undefined && (
            <Text component="dd" m={0} size="xs" c="dimmed">
              {note}
            </Text>
          )}
        </Card>
      ))}
    </SimpleGrid>
  );
}
