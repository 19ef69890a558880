/** Who of the file is meant. */
import { Checkbox, Group, MultiSelect, NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import type { CampaignDraft } from './campaign-draft.ts';
import type { OffersStepProps } from './offers-step.tsx';

const ageMax = 130;
const genders = ['f', 'm', 'u'] as const;

export function AudienceFields({ draft, onChange, regions }: OffersStepProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const signals = vocabulary.signals.map(({ name }) => ({ value: name, label: vocabulary.signalName(name) }));
  const ages = { min: 0, max: ageMax, allowDecimal: false, w: 130 };
  const isAgeWrong = draft.ageMin !== null && draft.ageMax !== null && draft.ageMin > draft.ageMax;
  return (
    <>
      <Group align="flex-start">
        <NumberInput
          {...ages}
          label={t('campaigns.offers.ageMin')}
          value={draft.ageMin ?? ''}
          onChange={(value) => onChange({ ageMin: value === '' ? null : Number(value) })}
        />
        <NumberInput
          {...ages}
          label={t('campaigns.offers.ageMax')}
          value={draft.ageMax ?? ''}
          onChange={(value) => onChange({ ageMax: value === '' ? null : Number(value) })}
          error={isAgeWrong ? t('campaigns.offers.ageOrder') : null}
        />
        <Checkbox.Group
          label={t('campaigns.offers.genders')}
          value={[...draft.genders]}
          onChange={(value) => onChange({ genders: value as CampaignDraft['genders'] })}
        >
          <Group mt={8}>
            {genders.map((gender) => (
              <Checkbox key={gender} value={gender} label={t(`campaigns.settings.gender.${gender}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      </Group>
      {regions.length > 0 && (
        <MultiSelect
          label={t('campaigns.offers.regions')}
          description={t('campaigns.offers.regionsHint', { count: regions.length })}
          searchable
          hidePickedOptions
          nothingFoundMessage={t('common.nothingFound')}
          data={regions.map(({ name, count }) => ({ value: name, label: `${name} (${formatCount(count)})` }))}
          value={[...draft.regions]}
          onChange={(value) => onChange({ regions: value })}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MultiSelect
          label={t('campaigns.offers.signalsAny')}
          searchable
          hidePickedOptions
          data={signals.filter(({ value }) => !draft.signalsNone.includes(value))}
          value={[...draft.signalsAny]}
          onChange={(value) => onChange({ signalsAny: value })}
        />
        <MultiSelect
          label={t('campaigns.offers.signalsNone')}
          searchable
          hidePickedOptions
          data={signals.filter(({ value }) => !draft.signalsAny.includes(value))}
          value={[...draft.signalsNone]}
          onChange={(value) => onChange({ signalsNone: value })}
        />
      </SimpleGrid>
      <Checkbox
        label={t('campaigns.offers.withConsent')}
        checked={draft.withConsent}
        onChange={(event) => onChange({ withConsent: event.currentTarget.checked })}
      />
    </>
  );
}
