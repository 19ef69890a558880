/** One feature of a client, typed in the way that its kind asks for. Every field may stay empty. */
import { Autocomplete, Input, MultiSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeatureValue } from '../../api/compose.ts';
import type { Feature } from '../../api/features.ts';
import { clusters, positions, visitPurposes } from './feature-groups.ts';

interface FeatureFieldProps {
  readonly feature: Feature;
  readonly value: FeatureValue | undefined;
  /** Undefined: not known. */
  readonly onChange: (value: FeatureValue | undefined) => void;
}

export function FeatureField(field: FeatureFieldProps) {
  const { feature } = field;
  if (feature.name === 'visit_purposes') return <PurposesField {...field} />;
  if (feature.kind === 'flag') return <FlagField {...field} />;
  if (feature.kind === 'text') return <TextField {...field} />;
  return <NumberField {...field} />;
}

function useLabel({ words }: Feature): string {
  const { i18n } = useTranslation();
  return words[i18n.language === 'en' ? 'en' : 'ru'];
}

function NumberField({ feature, value, onChange }: FeatureFieldProps) {
  const label = useLabel(feature);
  const { t } = useTranslation();
  const { kind, min, max } = feature;
  const isNumber = value === undefined || Number.isFinite(Number(value));
  return (
    <NumberInput
      label={label}
      value={isNumber ? (value ?? '') : ''}
      error={isNumber ? undefined : t('compose.noNumber', { value })}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      min={min}
      max={max}
      decimalScale={kind === 'count' ? 0 : 2}
      decimalSeparator=","
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={kind === 'sum' ? ' ' : ''}
      allowNegative={min < 0}
      clampBehavior="strict"
      hideControls
    />
  );
}

function TextField({ feature, value, onChange }: FeatureFieldProps) {
  const label = useLabel(feature);
  const { t } = useTranslation();
  const shared = {
    label,
    value: String(value ?? ''),
    maxLength: feature.text_chars_max,
  };
  const suggestions: Readonly<Record<string, readonly string[]>> = {
    super_clust: clusters,
    app_position_type_nm: positions,
  };
  const data = suggestions[feature.name];
  const change = (text: string) => onChange(text === '' ? undefined : text);
  if (data !== undefined) return <Autocomplete {...shared} data={[...data]} onChange={change} />;
  return (
    <TextInput
      {...shared}
      {...(feature.name === 'reg_region_nm' && { placeholder: t('compose.regionHint') })}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function FlagField({ feature, value, onChange }: FeatureFieldProps) {
  const { t } = useTranslation();
  const label = useLabel(feature);
  const names = feature.name === 'gender' ? ['compose.man', 'compose.woman'] : ['common.no', 'common.yes'];
  return (
    <Input.Wrapper label={label} labelElement="div" style={{ gridColumn: '1 / -1' }}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        value={value === undefined ? '' : String(value)}
        onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        data={[
          { value: '', label: t('compose.notKnown') },
          { value: '0', label: t(names[0]!) },
          { value: '1', label: t(names[1]!) },
        ]}
      />
    </Input.Wrapper>
  );
}

function PurposesField({ feature, value, onChange }: FeatureFieldProps) {
  const { t } = useTranslation();
  const label = useLabel(feature);
  const chosen = String(value ?? '')
    .toUpperCase()
    .split(/[^A-Z_]+/u)
    .filter(Boolean);
  const known: readonly string[] = visitPurposes;
  const others = chosen.filter((code) => !known.includes(code));
  return (
    <MultiSelect
      label={label}
      value={chosen}
      onChange={(codes) => onChange(codes.length === 0 ? undefined : codes.join(', '))}
      data={[
        ...visitPurposes.map((code) => ({ value: code, label: t(`compose.purposes.${code}`) })),
        ...others.map((code) => ({ value: code, label: code })),
      ]}
      clearable
      clearButtonProps={{ 'aria-label': t('compose.clear') }}
      hidePickedOptions
    />
  );
}
