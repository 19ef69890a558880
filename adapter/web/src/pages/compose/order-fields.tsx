/** What is written: product, channel, profile, concern; the rest under "more". */
import { Button, Checkbox, Collapse, Group, Input, NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Concern } from '../../api/compose.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import type { ComposeForm } from './compose-form.ts';
import { ProductSelect } from './product-select.tsx';

const concerns: readonly Concern[] = ['finance', 'efficiency', 'purchase', 'support'];
const seedMax = 4_294_967_295;
const temperatureMax = 2;

interface OrderFieldsProps {
  readonly form: ComposeForm;
  readonly onChange: (form: ComposeForm) => void;
}

export function OrderFields({ form, onChange }: OrderFieldsProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const [isMore, more] = useDisclosure(false);
  const channels = vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }));
  return (
    <Stack gap="sm">
      <ProductSelect product={form.product} onChange={(product) => onChange({ ...form, product })} />
      <Select
        label={t('common.channel')}
        data={channels}
        value={form.channel}
        onChange={(channel) => channel !== null && onChange({ ...form, channel })}
        allowDeselect={false}
      />
      <Input.Wrapper
        label={t('compose.profile')}
        labelElement="div"
        description={t(`compose.profileHints.${form.profile}`)}
      >
        <SegmentedControl
          mt={4}
          fullWidth
          size="xs"
          aria-label={t('compose.profile')}
          value={form.profile}
          onChange={(profile) => onChange({ ...form, profile: profile === 'strict' ? 'strict' : 'law2025' })}
          data={(['strict', 'law2025'] as const).map((value) => ({ value, label: t(`compose.profiles.${value}`) }))}
        />
      </Input.Wrapper>
      <Select
        label={t('compose.concern')}
        data={concerns.map((value) => ({ value, label: t(`compose.concerns.${value}`) }))}
        placeholder={t('compose.concernFound')}
        clearable
        clearButtonProps={{ 'aria-label': t('compose.concernFound') }}
        value={form.concern}
        onChange={(concern) => onChange({ ...form, concern: concern as Concern | null })}
      />
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isMore}
          rightSection={isMore ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          onClick={more.toggle}
        >
          {t('compose.more')}
        </Button>
      </Group>
      <Collapse expanded={isMore}>
        <MoreFields form={form} onChange={onChange} />
      </Collapse>
    </Stack>
  );
}

function MoreFields({ form, onChange }: OrderFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Input.Wrapper label={t('compose.policy')} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('compose.policy')}
          value={form.policy}
          onChange={(policy) => onChange({ ...form, policy: policy === 'rules_only' ? 'rules_only' : 'model_first' })}
          data={(['model_first', 'rules_only'] as const).map((value) => ({
            value,
            label: t(`compose.policies.${value}`),
          }))}
        />
      </Input.Wrapper>
      <Checkbox
        label={t('compose.approvedOnly')}
        description={t('compose.approvedOnlyHint')}
        checked={form.approvedOnly}
        onChange={(event) => onChange({ ...form, approvedOnly: event.currentTarget.checked })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={t('compose.temperature')}
          description={t('compose.temperatureHint')}
          value={form.temperature ?? ''}
          onChange={(value) => onChange({ ...form, temperature: typeof value === 'number' ? value : null })}
          min={0}
          max={temperatureMax}
          step={0.1}
          decimalScale={2}
          decimalSeparator=","
          allowedDecimalSeparators={[',', '.']}
          clampBehavior="strict"
          hideControls
        />
        <NumberInput
          label={t('compose.seed')}
          description={t('compose.seedHint')}
          value={form.seed ?? ''}
          onChange={(value) => onChange({ ...form, seed: typeof value === 'number' ? value : null })}
          min={0}
          max={seedMax}
          allowDecimal={false}
          clampBehavior="strict"
          hideControls
        />
      </Group>
    </Stack>
  );
}
