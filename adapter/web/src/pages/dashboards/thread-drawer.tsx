/** The sentences of one thread side by side: how often each was taken, and what came of it. */
import { Anchor, Drawer, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useVariantStats, type VariantStats } from '../../api/stats.ts';
import { formatCount } from '../../parts/format-number.ts';
import { Panel } from './panel.tsx';
import { StatsState } from './stats-state.tsx';

interface ThreadDrawerProps {
  /** Null: closed. */
  readonly threadId: string | null;
  readonly query: string;
  readonly onClose: () => void;
}

export function ThreadDrawer({ threadId, query, onClose }: ThreadDrawerProps) {
  const { t } = useTranslation();
  const variants = useVariantStats(threadId, query);
  return (
    <Drawer
      opened={threadId !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={t('dashboards.threads.sentencesOf', { thread: threadId ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        {threadId !== null && (
          <Anchor component={Link} to={`/copybook/${encodeURIComponent(threadId)}`}>
            {t('dashboards.threads.open')}
          </Anchor>
        )}
        {threadId !== null && (
          <StatsState query={variants}>
            {({ versions }) => (
              <>
                {versions.length === 0 && <Text c="dimmed">{t('dashboards.nothing')}</Text>}
                {versions.map((version) => (
                  <Version key={version.version} version={version} isOnly={versions.length === 1} />
                ))}
              </>
            )}
          </StatsState>
        )}
      </Stack>
    </Drawer>
  );
}

function Version({ version, isOnly }: { version: VariantStats['versions'][number]; isOnly: boolean }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {!isOnly && (
        <Title order={2} size="h5">
          {t('dashboards.threads.version', {
            version: version.version,
            count: version.texts,
            texts: formatCount(version.texts),
          })}
        </Title>
      )}
      {version.positions.map(({ position, variants }) => (
        <Panel
          key={position}
          title={t('dashboards.threads.position', { number: position + 1 })}
          name={`sentences-${version.version}-${position + 1}`}
          rows={variants}
          keyOf={({ variant }) => String(variant)}
          columns={(of) => [
            of.text(
              t('dashboards.threads.sentence'),
              ({ variant, sentence }) => sentence ?? t('dashboards.threads.variant', { number: variant + 1 }),
              ({ variant, sentence }) => (
                <Text size="sm" maw={260}>
                  {sentence ?? t('dashboards.threads.variant', { number: variant + 1 })}
                </Text>
              ),
            ),
            of.count(t('dashboards.texts'), ({ texts }) => texts),
            of.rate(t('dashboards.labels.good'), ({ good }) => good),
            of.rate(t('dashboards.outcomes.acceptance'), ({ accepted }) => accepted),
          ]}
          minWidth={1020}
        />
      ))}
    </Stack>
  );
}
