/** Name, offers, writing, audience, control group and variants of a campaign. */
import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { AudienceFields } from './audience-fields.tsx';
import type { CampaignDraft, ChangeDraft } from './campaign-draft.ts';
import { CompareFields } from './compare-fields.tsx';

const nameCharsMax = 200;
const perClientMax = 3;

export interface OffersStepProps {
  readonly draft: CampaignDraft;
  readonly onChange: ChangeDraft;
  /** Of the file, the commonest first. */
  readonly regions: readonly { readonly name: string; readonly count: number }[];
}

export function OffersStep({ draft, onChange, regions }: OffersStepProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <TextInput
        maw={520}
        label={t('campaigns.offers.name')}
        description={t('campaigns.offers.nameHint')}
        required
        maxLength={nameCharsMax}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Section title={t('campaigns.offers.mode')}>
        <OfferFields draft={draft} onChange={onChange} />
      </Section>
      <Section title={t('campaigns.offers.textsTitle')}>
        <WritingFields draft={draft} onChange={onChange} />
      </Section>
      <Section title={t('campaigns.offers.audienceTitle')} hint={t('campaigns.offers.audienceHint')}>
        <AudienceFields draft={draft} onChange={onChange} regions={regions} />
      </Section>
      <Section title={t('campaigns.offers.compareTitle')}>
        <CompareFields draft={draft} onChange={onChange} />
      </Section>
    </Stack>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4">
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Stack mt="sm">{children}</Stack>
    </Paper>
  );
}

type FieldsProps = Pick<OffersStepProps, 'draft' | 'onChange'>;

function OfferFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  return (
    <>
      <Radio.Group
        value={draft.mode}
        onChange={(mode) => onChange({ mode: mode as CampaignDraft['mode'] })}
        aria-label={t('campaigns.offers.mode')}
      >
        <Stack gap="xs">
          {(['chosen', 'ranked'] as const).map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={t(`campaigns.offers.modes.${mode}`)}
              description={t(`campaigns.offers.modeHints.${mode}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group align="flex-end" gap="xs">
        <MultiSelect
          style={{ flex: 1, minWidth: 240 }}
          label={t('campaigns.offers.products')}
          required
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('campaigns.offers.clear') }}
          hidePickedOptions
          data={productOptions(vocabulary)}
          value={[...draft.products]}
          onChange={(products) => onChange({ products })}
        />
        <Button
          variant="default"
          onClick={() => onChange({ products: vocabulary.products.map(({ code }) => code) })}
          disabled={vocabulary.products.length === 0}
        >
          {t('campaigns.offers.allProducts')}
        </Button>
      </Group>
      <MultiSelect
        label={t('campaigns.offers.channels')}
        required
        hidePickedOptions
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
        value={[...draft.channels]}
        onChange={(channels) => onChange({ channels })}
      />
      {draft.mode === 'ranked' && (
        <NumberInput
          maw={320}
          label={t('campaigns.offers.perClient')}
          min={1}
          max={perClientMax}
          allowDecimal={false}
          value={draft.perClient}
          onChange={(value) => onChange({ perClient: Math.min(perClientMax, Math.max(1, Number(value) || 1)) })}
        />
      )}
    </>
  );
}

function WritingFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Radio.Group
          label={t('campaigns.offers.profile')}
          value={draft.profile}
          onChange={(profile) => onChange({ profile: profile as CampaignDraft['profile'] })}
        >
          <Stack gap={6} mt={4}>
            <Radio value="strict" label={t('campaigns.offers.profiles.strict')} />
            <Radio value="law2025" label={t('campaigns.offers.profiles.law2025')} />
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('campaigns.offers.policy')}
          value={draft.policy}
          onChange={(policy) => onChange({ policy: policy as CampaignDraft['policy'] })}
        >
          <Stack gap={6} mt={4}>
            <Radio value="model_first" label={t('campaigns.offers.policies.model_first')} />
            <Radio value="rules_only" label={t('campaigns.offers.policies.rules_only')} />
          </Stack>
        </Radio.Group>
      </SimpleGrid>
      <Checkbox
        label={t('campaigns.offers.approvedOnly')}
        description={t('campaigns.offers.approvedOnlyHint')}
        checked={draft.approvedOnly}
        onChange={(event) => onChange({ approvedOnly: event.currentTarget.checked })}
      />
    </>
  );
}
