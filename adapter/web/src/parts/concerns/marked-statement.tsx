/** What a client said, as text, with the words marked that speak for a concern. */
import { Mark, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConcernName } from '../../api/concerns.ts';
import { type SpokenPlace, splitSegments } from './split-segments.ts';

export const concernColors: Readonly<Record<ConcernName, string>> = {
  finance: 'yellow',
  efficiency: 'blue',
  purchase: 'grape',
  support: 'teal',
};

interface MarkedStatementProps {
  readonly text: string;
  readonly phrases: readonly SpokenPlace[];
  readonly size?: 'sm' | 'md';
}

export function MarkedStatement({ text, phrases, size = 'md' }: MarkedStatementProps) {
  const { t } = useTranslation();
  return (
    <Text maw="72ch" size={size} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {splitSegments(text, phrases).map(({ start, text: words, concerns }) =>
        concerns[0] === undefined ? (
          words
        ) : (
          <Mark
            key={start}
            color={concernColors[concerns[0]]}
            title={concerns.map((concern) => t(`concerns.names.${concern}`)).join(', ')}
          >
            {words}
          </Mark>
        ),
      )}
    </Text>
  );
}
