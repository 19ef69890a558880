import { Card, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import { formatTime } from '../../parts/format-time.ts';
import { formatValidity } from './format-validity.ts';
import { SampleBadge, TermsStateBadge } from './terms-badges.tsx';
import { TermsDifferences } from './terms-differences.tsx';
import { stateOf } from './terms-state.ts';

/** What each version changed, the newest first. */
export function VersionsTab({ versions }: { versions: readonly CatalogueTerms[] }) {
  const { t } = useTranslation();
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Stack maw={920}>
      {versions.map((terms, index) => {
        const before = versions[index + 1];
        const author = terms.created_by ?? t('catalogue.versions.nobody');
        return (
          <Card key={terms.version} withBorder>
            <Group gap="xs">
              <Text component="h2" fw={600}>
                {t('catalogue.list.version')} {terms.version}
              </Text>
              <TermsStateBadge state={stateOf(terms, today)} />
              {terms.is_sample && <SampleBadge />}
              <Text size="sm">{formatValidity(terms, t)}</Text>
            </Group>
            <Text size="sm" c="dimmed" mb="sm">
              {t('catalogue.versions.by', { author, when: formatTime(terms.created_at) })} ·{' '}
              {t(`catalogue.versions.origins.${terms.origin}`)}
            </Text>
            {before === undefined ? (
              <Text size="sm">{t('catalogue.versions.first')}</Text>
            ) : (
              <TermsDifferences before={before} after={terms} />
            )}
          </Card>
        );
      })}
    </Stack>
  );
}
