/** What was heard in a client's words: the words with their marks, and how likely each concern is. */
import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnsweredClient } from '../../api/compose.ts';
import { formatShare } from '../format-number.ts';
import { MarkedStatement } from './marked-statement.tsx';

interface HeardWordsProps {
  readonly text: string;
  readonly heard: AnsweredClient['heard_concerns'];
  /** The text answers what was found in the words. */
  readonly steers: boolean;
}

export function HeardWords({ text, heard, steers }: HeardWordsProps) {
  const { t } = useTranslation();
  const isFound = heard.some(({ found }) => found);
  const places = heard
    .filter(({ found }) => found || !isFound)
    .flatMap(({ concern, phrases }) => phrases.map((phrase) => ({ ...phrase, concern })));
  return (
    <Stack gap={6}>
      <MarkedStatement text={text} phrases={places} size="sm" />
      {heard.length > 0 && (
        <Group component="ul" m={0} p={0} style={{ columnGap: 16, rowGap: 2, listStyle: 'none' }}>
          {heard.map(({ concern, likelihood, found }) => (
            <Text key={concern} component="li" size="sm" fw={found ? 600 : 400} {...(!found && { c: 'dimmed' })}>
              {t(`concerns.names.${concern}`)}: {formatShare(likelihood)}
            </Text>
          ))}
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {t(`concerns.heard.${steers ? 'steers' : isFound ? 'otherwise' : 'nothing'}`)}
      </Text>
    </Stack>
  );
}
