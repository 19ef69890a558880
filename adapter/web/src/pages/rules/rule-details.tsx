/** All of one rule: what it asks, of whom, since when, by which article; examples that pass and that fail. */
import { Badge, Button, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Rule, RuleExample } from '../../api/rules.ts';
import { formatDay } from '../../parts/format-time.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const labelCharsMax = 60;

export function RuleDetails({ rule, onTry }: { rule: Rule; onTry: (example: RuleExample) => void }) {
  const { t, i18n } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const marks = rule.source_marks.map((mark) => t(`rules.sourceMarks.${mark}`, { defaultValue: mark })).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    [t('rules.message'), rule.message[language]],
    [t('rules.fix'), rule.suggested_fix[language]],
    [t('rules.severity'), t(`rules.severityHints.${rule.severity}`)],
    [t('rules.article'), rule.article],
    [t('rules.inForce'), describeDates(rule, t)],
    [t('rules.products'), rule.all_credits ? t('rules.allCredits') : listed(rule.products.map(productName), t)],
    [t('rules.channels'), listed(rule.channels.map(channelName), t)],
    [t('rules.source'), `${marks}. ${rule.source_note}`],
    ...(rule.decided_elsewhere === null ? [] : [[t('rules.elsewhere'), rule.decided_elsewhere] as const]),
  ];
  return (
    <Stack>
      <Table variant="vertical" layout="fixed" maw={920}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w="30%" scope="row" style={{ overflowWrap: 'anywhere', hyphens: 'auto' }}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {rule.id} · {rule.version}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Examples kind="passing" examples={rule.passing} onTry={onTry} />
        <Examples kind="failing" examples={rule.failing} onTry={onTry} />
      </SimpleGrid>
    </Stack>
  );
}

const listed = (names: readonly string[], t: TFunction) =>
  names.length === 0 ? t('rules.everything') : names.join(', ');

function describeDates({ effective_from, effective_to }: Rule, t: TFunction): string {
  if (effective_from === null) return t('rules.always');
  const from = formatDay(effective_from);
  return effective_to === null ? t('rules.since', { from }) : t('rules.between', { from, to: formatDay(effective_to) });
}

interface ExamplesProps {
  readonly kind: 'passing' | 'failing';
  readonly examples: readonly RuleExample[];
  readonly onTry: (example: RuleExample) => void;
}

function Examples({ kind, examples, onTry }: ExamplesProps) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const Icon = kind === 'passing' ? IconCheck : IconX;
  return (
    <div>
      <Group gap={6} mb="xs">
        <Icon size={18} color={`var(--mantine-color-${kind === 'passing' ? 'teal' : 'red'}-6)`} aria-hidden />
        <Text component="h3" size="sm" fw={600}>
          {t(`rules.${kind}`)}
        </Text>
      </Group>
      <Stack gap="xs">
        {examples.map((example) => (
          <Group
            key={`${example.product} ${example.channel} ${example.profile} ${example.text}`}
            justify="space-between"
            wrap="nowrap"
            align="flex-start"
          >
            <div>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {example.text}
              </Text>
              <Group gap={4} mt={2}>
                {[
                  productName(example.product),
                  channelName(example.channel),
                  t(`copybook.check.profiles.${example.profile}`),
                ].map((label) => (
                  <Badge key={label} variant="default" tt="none" size="sm" fw={400}>
                    {label}
                  </Badge>
                ))}
              </Group>
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              style={{ flexShrink: 0 }}
              aria-label={t('rules.tryThisOf', { text: example.text.slice(0, labelCharsMax) })}
              onClick={() => onTry(example)}
            >
              {t('rules.tryThis')}
            </Button>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
