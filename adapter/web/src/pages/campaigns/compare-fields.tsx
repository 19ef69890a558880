/** The control group, and the variants that clients are divided among. */
import { ActionIcon, Alert, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CampaignDraft, type ChangeDraft, type DraftVariant, findDraftProblems } from './campaign-draft.ts';

const controlPercentMax = 50;
const variantsMax = 4;
const weightMax = 100;
const nameCharsMax = 40;
const concerns = ['finance', 'efficiency', 'purchase', 'support'] as const;

interface CompareFieldsProps {
  readonly draft: CampaignDraft;
  readonly onChange: ChangeDraft;
}

export function CompareFields({ draft, onChange }: CompareFieldsProps) {
  const { t } = useTranslation();
  const { variants } = draft;
  const change = (key: number, part: Partial<DraftVariant>) =>
    onChange({ variants: variants.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const add = () => {
    const key = Math.max(...variants.map((one) => one.key)) + 1;
    const name = String.fromCharCode('A'.charCodeAt(0) + variants.length);
    onChange({ variants: [...variants, { key, name, weight: 1, concern: null, policy: null }] });
  };
  return (
    <>
      <NumberInput
        maw={340}
        label={t('campaigns.offers.control')}
        description={t('campaigns.offers.controlHint')}
        min={0}
        max={controlPercentMax}
        suffix=" %"
        allowDecimal={false}
        value={draft.controlPercent}
        onChange={(value) => onChange({ controlPercent: Math.min(controlPercentMax, Math.max(0, Number(value) || 0)) })}
      />
      <Stack gap="xs">
        <Text size="sm" fw={500}>
          {t('campaigns.offers.variants')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('campaigns.offers.variantsHint')}
        </Text>
        {variants.map((variant) => (
          <VariantFields
            key={variant.key}
            variant={variant}
            onChange={(part) => change(variant.key, part)}
            onRemove={
              variants.length > 1
                ? () => onChange({ variants: variants.filter((one) => one.key !== variant.key) })
                : null
            }
          />
        ))}
        {findDraftProblems(draft).includes('variantNames') && (
          <Alert color="red">{t('campaigns.offers.variantNames')}</Alert>
        )}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={variants.length >= variantsMax}
            onClick={add}
          >
            {t('campaigns.offers.addVariant')}
          </Button>
        </Group>
      </Stack>
    </>
  );
}

interface VariantFieldsProps {
  readonly variant: DraftVariant;
  readonly onChange: (part: Partial<DraftVariant>) => void;
  /** null: the last one stays. */
  readonly onRemove: (() => void) | null;
}

function VariantFields({ variant, onChange, onRemove }: VariantFieldsProps) {
  const { t } = useTranslation();
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        w={130}
        label={t('campaigns.offers.variantName')}
        maxLength={nameCharsMax}
        value={variant.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NumberInput
        w={90}
        label={t('campaigns.offers.variantWeight')}
        min={1}
        max={weightMax}
        allowDecimal={false}
        value={variant.weight}
        onChange={(value) => onChange({ weight: Math.min(weightMax, Math.max(1, Number(value) || 1)) })}
      />
      <Select
        w={160}
        label={t('campaigns.offers.variantConcern')}
        placeholder={t('campaigns.offers.concernAuto')}
        clearable
        clearButtonProps={{ 'aria-label': t('campaigns.offers.concernAuto') }}
        data={concerns.map((name) => ({ value: name, label: t(`campaigns.offers.concerns.${name}`) }))}
        value={variant.concern}
        onChange={(value) => onChange({ concern: value as DraftVariant['concern'] })}
      />
      <Select
        w={250}
        label={t('campaigns.offers.variantPolicy')}
        placeholder={t('campaigns.offers.policyAsCampaign')}
        clearable
        clearButtonProps={{ 'aria-label': t('campaigns.offers.policyAsCampaign') }}
        data={(['model_first', 'rules_only'] as const).map((name) => ({
          value: name,
          label: t(`campaigns.offers.policies.${name}`),
        }))}
        value={variant.policy}
        onChange={(value) => onChange({ policy: value as DraftVariant['policy'] })}
      />
      {onRemove !== null && (
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t('campaigns.offers.removeVariant', { name: variant.name })}
          onClick={onRemove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      )}
    </Group>
  );
}
