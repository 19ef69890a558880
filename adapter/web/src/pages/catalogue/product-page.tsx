/** Terms of one product: what holds, how it looks, which claims hold, every version; and the next version. */
import { Alert, Anchor, Button, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconArrowLeft, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import { type CatalogueTerms, catalogueKey, fetchVersions } from '../../api/catalogue.ts';
import { useSession } from '../../api/session.ts';
import { formatDay, formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useKeptDraft } from '../../parts/use-kept-draft.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { ClaimsTab } from './claims-tab.tsx';
import type { EditedTerms } from './edit-terms.tsx';
import { EditTerms } from './edit-terms.tsx';
import { SampleBadge, TermsStateBadge } from './terms-badges.tsx';
import { StoredSamples } from './terms-samples.tsx';
import { stateOf } from './terms-state.ts';
import { TermsTable } from './terms-table.tsx';
import { VersionsTab } from './versions-tab.tsx';

export default function ProductPage() {
  const { t } = useTranslation();
  const { product = '' } = useParams();
  const versions = useQuery({
    queryKey: [...catalogueKey, 'versions', product],
    queryFn: ({ signal }) => fetchVersions(product, signal),
  });
  const isUnknown = versions.error instanceof ApiError && versions.error.status === 404;
  return (
    <>
      <Anchor component={Link} to="/catalogue" size="sm" mb="xs" display="inline-block">
        <IconArrowLeft size={14} style={{ verticalAlign: '-2px', marginRight: 4 }} aria-hidden />
        {t('catalogue.product.back')}
      </Anchor>
      {versions.isPending && <Skeleton h={420} aria-label={t('common.loading')} />}
      {versions.isError && !isUnknown && <ProblemNotice error={versions.error} onRetry={() => versions.refetch()} />}
      {(versions.isSuccess || isUnknown) && (
        <ProductTerms key={product} product={product} versions={versions.data?.items ?? []} />
      )}
    </>
  );
}

function ProductTerms({ product, versions }: { product: string; versions: readonly CatalogueTerms[] }) {
  const { t } = useTranslation();
  const role = useSession().data?.role ?? 'viewer';
  const { productName } = useVocabulary();
  const kept = useKeptDraft<EditedTerms>(`terms ${product}`);
  const mayEdit = role === 'administrator' || role === 'compliance';
  const [isEditing, setEditing] = useState(mayEdit && kept.draft !== null);
  const [latest] = versions;
  const shown = versions.find(({ in_force }) => in_force) ?? latest;
  const leave = () => {
    kept.discard();
    setEditing(false);
  };
  return (
    <>
      <PageTitle title={productName(product)}>
        {mayEdit && !isEditing && (
          <Button leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
            {t(latest === undefined ? 'catalogue.product.create' : 'catalogue.product.edit')}
          </Button>
        )}
      </PageTitle>
      {shown !== undefined && <Standing shown={shown} versions={versions} />}
      {isEditing && <EditTerms product={product} versions={versions} kept={kept} onLeave={leave} />}
      {!isEditing && shown === undefined && <Alert>{t('catalogue.product.none')}</Alert>}
      {!isEditing && shown !== undefined && (
        <Tabs defaultValue="terms" keepMounted={false}>
          <Tabs.List mb="md">
            {(['terms', 'samples', 'claims', 'versions'] as const).map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`catalogue.product.tabs.${name}`)}
                {name === 'versions' && ` · ${versions.length}`}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="terms">
            <TermsTable terms={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="samples">
            <StoredSamples product={product} terms={shown} mayCheck={role !== 'viewer'} />
          </Tabs.Panel>
          <Tabs.Panel value="claims">
            <ClaimsTab product={product} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionsTab versions={versions} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

function Standing({ shown, versions }: { shown: CatalogueTerms; versions: readonly CatalogueTerms[] }) {
  const { t } = useTranslation();
  const today = new Date().toISOString().slice(0, 10);
  const upcoming = versions.filter(({ effective_from }) => effective_from > today);
  return (
    <Stack gap={6} mb="md">
      <Group gap="xs">
        <TermsStateBadge state={stateOf(shown, today)} />
        {shown.is_sample && <SampleBadge />}
        <Text size="sm">
          {shown.in_force
            ? t('catalogue.product.governs', { version: shown.version })
            : t('catalogue.product.governsNone')}
        </Text>
        <Text size="sm" c="dimmed">
          {shown.product} ·{' '}
          {t('catalogue.product.latest', {
            version: shown.version,
            author: shown.created_by ?? t('catalogue.versions.nobody'),
            when: formatTime(shown.created_at),
          })}
        </Text>
      </Group>
      {upcoming.map(({ version, effective_from }) => (
        <Text key={version} size="sm">
          {t('catalogue.product.upcoming', { version, from: formatDay(effective_from) })}
        </Text>
      ))}
      {shown.is_sample && <Alert color="orange">{t('catalogue.sampleHint')}</Alert>}
    </Stack>
  );
}
