/** Claims that the wording makes, sentences that others have, and what the law says of the texts. */
import { Anchor, Badge, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CheckedDraft, Duplicate } from '../../api/copybook-drafts.ts';

export function CheckFindings({ checked }: { checked: CheckedDraft }) {
  const { t } = useTranslation();
  const { claims, duplicates } = checked;
  return (
    <Stack gap="sm" mt="sm">
      <LawLine examples={checked.examples} />
      <div>
        <Text size="sm" fw={600}>
          {t('copybook.check.claims')}
        </Text>
        {claims.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('copybook.check.noClaims')}
          </Text>
        ) : (
          <Group gap={6} mt={4}>
            {claims.map((claim) => (
              <Badge key={claim} variant="outline" tt="none">
                {claim}
              </Badge>
            ))}
          </Group>
        )}
      </div>
      <div>
        <Text size="sm" fw={600}>
          {t('copybook.check.duplicates')}
        </Text>
        {duplicates.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('copybook.check.noDuplicates')}
          </Text>
        ) : (
          <List size="sm">
            {duplicates.slice(0, duplicatesShownMax).map((duplicate) => (
              <DuplicateItem key={`${duplicate.field} ${duplicate.thread} ${duplicate.text}`} duplicate={duplicate} />
            ))}
          </List>
        )}
      </div>
    </Stack>
  );
}

const duplicatesShownMax = 12;

function DuplicateItem({ duplicate: { kind, similarity, text, thread } }: { duplicate: Duplicate }) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(similarity);
  return (
    <List.Item>
      {text}{' '}
      <Text span size="xs" c="dimmed">
        {kind === 'same' ? t('copybook.check.same') : t('copybook.check.similar', { percent })}
        {' · '}
      </Text>
      <Anchor component={Link} to={`/copybook/${encodeURIComponent(thread)}`} size="xs">
        {thread}
      </Anchor>
    </List.Item>
  );
}

/** Every sentence stands in one of the texts that are judged. */
function LawLine({ examples }: { examples: CheckedDraft['examples'] }) {
  const { t } = useTranslation();
  if (examples.length === 0) return null;
  const failed = examples.filter(({ verdict }) => verdict === null || !verdict.passed);
  const rules = new Map(
    failed.flatMap(({ verdict, refusal }) =>
      verdict === null
        ? [[refusal?.rule_id ?? '', refusal?.reason ?? ''] as const]
        : verdict.results
            .filter(({ outcome }) => outcome === 'blocked')
            .map(({ rule_id, title }) => [rule_id, title] as const),
    ),
  );
  const warned = examples.filter(({ verdict }) => verdict?.results.some(({ outcome }) => outcome === 'warned'));
  return (
    <div>
      <Text size="sm" c={failed.length > 0 ? 'var(--mantine-color-error)' : undefined}>
        {failed.length === 0
          ? t('copybook.check.lawful', { count: examples.length })
          : t('copybook.check.unlawful', { count: failed.length, all: examples.length })}
        {warned.length > 0 && ` · ${t('copybook.check.warned', { count: warned.length })}`}
      </Text>
      {[...rules].map(([id, title]) => (
        <Text key={id} size="sm" c="var(--mantine-color-error)">
          {title} ({id})
        </Text>
      ))}
    </div>
  );
}
