/** The terms of a campaign in words: before its start and on its page. */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignSettings } from '../../api/campaigns.ts';
import { formatShare } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

interface CampaignSettingsListProps {
  readonly settings: CampaignSettings;
  /** More lines above them: label and value. */
  readonly before?: readonly (readonly [string, ReactNode])[];
  readonly after?: readonly (readonly [string, ReactNode])[];
}

export function CampaignSettingsList({ settings, before = [], after = [] }: CampaignSettingsListProps) {
  const lines: (readonly [string, ReactNode])[] = [...before, ...useSettingLines(settings), ...after];
  return (
    <Stack gap={6} component="dl" m={0}>
      {lines.map(([label, value]) => (
        <Group key={label} gap="sm" align="flex-start" wrap="nowrap">
          <Text component="dt" size="sm" c="dimmed" w={150} style={{ flexShrink: 0 }}>
            {label}
          </Text>
          <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

/** Label and value, the same labels for every campaign. */
export function useSettingLines(settings: CampaignSettings): readonly (readonly [string, string])[] {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  const audience = useAudienceWords(settings.audience);
  const { offers, variants } = settings;
  const products = offers.products.map(productName).join(', ');
  const channels = offers.channels.map(channelName).join(', ');
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0);
  return [
    [
      t('campaigns.settings.mode'),
      offers.mode === 'chosen'
        ? t('campaigns.settings.chosen', { products, channels })
        : t('campaigns.settings.ranked', { products, channels, count: offers.per_client }),
    ],
    [t('campaigns.settings.audience'), audience.length === 0 ? t('campaigns.settings.everyone') : audience.join('; ')],
    [
      t('campaigns.settings.control'),
      settings.control_share === 0 ? t('campaigns.settings.noControl') : formatShare(settings.control_share),
    ],
    [
      t('campaigns.settings.variants'),
      variants.length === 1
        ? t('campaigns.settings.oneVariant')
        : variants.map(({ name, weight }) => `${name} (${formatShare(weight / weights)})`).join(', '),
    ],
    [
      t('campaigns.settings.writing'),
      [
        t(`campaigns.settings.profile.${settings.profile}`),
        t(`campaigns.settings.policy.${settings.policy}`),
        ...(settings.approved_only ? [t('campaigns.settings.approvedOnly')] : []),
      ].join('; '),
    ],
  ];
}

function useAudienceWords(audience: CampaignSettings['audience']): string[] {
  const { t } = useTranslation();
  const { signalName } = useVocabulary();
  const { age_min: from, age_max: to, genders, regions, signals_any: any, signals_none: none } = audience;
  const list = (names: readonly string[] | undefined, key: string, word: (name: string) => string) =>
    names === undefined || names.length === 0
      ? []
      : [t(`campaigns.settings.${key}`, { list: names.map(word).join(', ') })];
  const ages = () => {
    if (from !== undefined && to !== undefined) return [t('campaigns.settings.age', { from, to })];
    if (from !== undefined) return [t('campaigns.settings.ageFrom', { from })];
    return to === undefined ? [] : [t('campaigns.settings.ageTo', { to })];
  };
  return [
    ...ages(),
    ...list(genders, 'genders', (gender) => t(`campaigns.settings.gender.${gender}`)),
    ...list(regions, 'regions', (region) => region),
    ...list(any, 'signalsAny', signalName),
    ...list(none, 'signalsNone', signalName),
    ...(audience.with_consent === true ? [t('campaigns.settings.withConsent')] : []),
  ];
}
