/** Words and tokens that differ by channel: one row for each channel that is named, * for all others. */
import { ActionIcon, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import type { TermsFieldsProps } from './terms-fields.tsx';

const charsMax = { tails: 500, erids: 100 } as const;

export function ByChannelFields(given: TermsFieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <ByChannel name="tails" {...given} />
      <ByChannel name="erids" {...given} />
    </SimpleGrid>
  );
}

function ByChannel({ name, terms, problemOf, onChange }: TermsFieldsProps & { readonly name: 'tails' | 'erids' }) {
  const { t } = useTranslation();
  const { channels, channelName } = useVocabulary();
  const texts = terms[name];
  const nameOf = (channel: string) => (channel === '*' ? t('catalogue.everyChannel') : channelName(channel));
  const free = ['*', ...channels.map(({ code }) => code)].filter((channel) => texts[channel] === undefined);
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" fw={500}>
          {t(`catalogue.fields.${name}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`catalogue.hints.${name}`)}
        </Text>
      </div>
      {Object.entries(texts).map(([channel, text]) => (
        <Group key={channel} gap={4} wrap="nowrap" align="flex-end">
          <TextInput
            flex={1}
            label={nameOf(channel)}
            maxLength={charsMax[name]}
            value={text}
            error={text.trim() === '' ? t('catalogue.problems.needed') : problemOf(`${name}.${channel}`)}
            onChange={(event) => onChange({ [name]: { ...texts, [channel]: event.currentTarget.value } })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('catalogue.removeChannel', { channel: nameOf(channel) })}
            onClick={() => {
              const { [channel]: _removed, ...rest } = texts;
              onChange({ [name]: rest });
            }}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {free.length > 0 && (
        <Select
          maw={280}
          aria-label={`${t(`catalogue.fields.${name}`)}: ${t('catalogue.addChannel')}`}
          placeholder={t('catalogue.addChannel')}
          data={free.map((channel) => ({ value: channel, label: nameOf(channel) }))}
          value={null}
          onChange={(channel) => channel !== null && onChange({ [name]: { ...texts, [channel]: '' } })}
        />
      )}
    </Stack>
  );
}
