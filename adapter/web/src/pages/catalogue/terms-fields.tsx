/** Who offers, when, for how much, and on which terms. */
import { Checkbox, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { TermsContent } from '../../api/catalogue.ts';

export interface TermsFieldsProps {
  readonly terms: TermsContent;
  readonly problemOf: (field: string) => string | undefined;
  readonly onChange: (changed: Partial<TermsContent>) => void;
}

type TextField =
  | 'legal_name'
  | 'licence'
  | 'rate'
  | 'rate_min_guaranteed'
  | 'full_cost_min'
  | 'full_cost_max'
  | 'full_terms'
  | 'url';

const charsMax: Readonly<Record<TextField, number>> = {
  legal_name: 300,
  licence: 300,
  rate: 20,
  rate_min_guaranteed: 10,
  full_cost_min: 10,
  full_cost_max: 10,
  full_terms: 3000,
  url: 300,
};

/** What every text field of the form has. */
function useTextField({ terms, problemOf, onChange }: TermsFieldsProps) {
  const { t } = useTranslation();
  return (field: TextField) => ({
    label: t(`catalogue.fields.${field}`),
    description: t(`catalogue.hints.${field}`),
    maxLength: charsMax[field],
    value: terms[field],
    error: problemOf(field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  });
}

export function ProviderFields(given: TermsFieldsProps) {
  const { t } = useTranslation();
  const { terms, onChange } = given;
  const textField = useTextField(given);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput {...textField('legal_name')} required />
        <TextInput {...textField('licence')} />
      </SimpleGrid>
      <Checkbox
        label={t('catalogue.fields.provider_outlasts_terms')}
        description={t('catalogue.hints.provider_outlasts_terms')}
        checked={terms.provider_outlasts_terms}
        onChange={(event) => onChange({ provider_outlasts_terms: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('catalogue.fields.is_sample')}
        description={t('catalogue.hints.is_sample')}
        checked={terms.is_sample}
        onChange={(event) => onChange({ is_sample: event.currentTarget.checked })}
      />
    </Stack>
  );
}

export function ValidityFields({ terms, problemOf, onChange }: TermsFieldsProps) {
  const { t, i18n } = useTranslation();
  const shared = { locale: i18n.language, valueFormat: 'DD.MM.YYYY', w: 240 };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} maw={560}>
      <DatePickerInput
        {...shared}
        label={t('catalogue.fields.effective_from')}
        description={t('catalogue.hints.effective_from')}
        required
        value={terms.effective_from}
        error={problemOf('effective_from')}
        onChange={(day) => onChange({ effective_from: day ?? terms.effective_from })}
      />
      <DatePickerInput
        {...shared}
        label={t('catalogue.fields.effective_to')}
        description={t('catalogue.hints.effective_to')}
        placeholder={t('catalogue.endless')}
        clearable
        clearButtonProps={{ 'aria-label': t('catalogue.endless') }}
        minDate={terms.effective_from}
        value={terms.effective_to}
        error={problemOf('effective_to')}
        onChange={(day) => onChange({ effective_to: day })}
      />
    </SimpleGrid>
  );
}

export function MoneyFields(given: TermsFieldsProps) {
  const textField = useTextField(given);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <TextInput {...textField('rate')} />
        <TextInput {...textField('rate_min_guaranteed')} />
        <TextInput {...textField('full_cost_min')} />
        <TextInput {...textField('full_cost_max')} />
      </SimpleGrid>
      <Textarea {...textField('full_terms')} autosize minRows={3} />
      <TextInput {...textField('url')} type="url" inputMode="url" />
    </Stack>
  );
}
