/** Under the wording: what the check says of it as a whole, and texts composed from it. */
import { Card, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadContent } from '../../api/copybook.ts';
import { type Profile, profiles } from '../../api/rules.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { CheckFindings } from './check-findings.tsx';
import { CheckSummary } from './check-summary.tsx';
import { DraftExamples } from './draft-examples.tsx';
import { useDraftCheck } from './use-draft-check.ts';

/** For a stored thread: the page that edits has the check at hand already (DraftPanelView). */
export function DraftPanel({ content }: { content: ThreadContent }) {
  const [profile, setProfile] = useState<Profile>('strict');
  const check = useDraftCheck(content, profile);
  return <DraftPanelView content={content} check={check} profile={profile} onProfile={setProfile} />;
}

interface DraftPanelViewProps {
  readonly content: ThreadContent;
  readonly check: ReturnType<typeof useDraftCheck>;
  readonly profile: Profile;
  readonly onProfile: (profile: Profile) => void;
}

export function DraftPanelView({ content, check, profile, onProfile }: DraftPanelViewProps) {
  const { t } = useTranslation();
  return (
    <Stack mt="md">
      <Card withBorder>
        <Group justify="space-between" mb="sm">
          <Text component="h2" fw={600}>
            {t('copybook.check.title')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('copybook.check.profile')}
            value={profile}
            onChange={(value) => onProfile(value as Profile)}
            data={profiles.map((value) => ({ value, label: t(`copybook.check.profiles.${value}`) }))}
          />
        </Group>
        <CheckSummary check={check} />
        {check.error !== null && <ProblemNotice error={check.error} />}
        {check.checked !== null && <CheckFindings checked={check.checked} />}
      </Card>
      <DraftExamples content={content} profile={profile} isReady={check.isPassed} />
    </Stack>
  );
}
