import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../parts/state-badge.tsx';
import type { TermsState } from './terms-state.ts';

const colors: Readonly<Record<TermsState, string>> = {
  in_force: 'teal.9',
  upcoming: 'brand.7',
  expired: 'gray.7',
  none: 'red.9',
};

export function TermsStateBadge({ state }: { state: TermsState }) {
  const { t } = useTranslation();
  return <StateBadge color={colors[state]} label={t(`catalogue.states.${state}`)} />;
}

export function SampleBadge() {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('catalogue.sampleHint')} multiline maw={300}>
      <span>
        <StateBadge color="#a63c00" label={t('catalogue.sample')} />
      </span>
    </Tooltip>
  );
}
