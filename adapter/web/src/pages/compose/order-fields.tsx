/** What is written: product, channel, profile, concern; the rest under "more". */
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Collapse,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { catalogueKey, fetchCatalogue } from '../../api/catalogue.ts';
import type { Concern } from '../../api/compose.ts';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { warningColor } from '../../parts/verdict/verdict-types.ts';
import type { ComposeForm } from './compose-form.ts';

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
      <Select
        label={t('common.product')}
        data={productOptions(vocabulary)}
        value={form.product}
        onChange={(product) => product !== null && onChange({ ...form, product })}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('common.nothingFound')}
        maxDropdownHeight={380}
      />
      <TermsState product={form.product} />
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

/** Whether the catalogue has terms for the product today: the text is written with them. */
function TermsState({ product }: { product: string }) {
  const { t } = useTranslation();
  const catalogue = useQuery({
    queryKey: [...catalogueKey, null],
    queryFn: ({ signal }) => fetchCatalogue(signal),
  });
  if (catalogue.data === undefined) return null;
  const terms = catalogue.data.items.find((item) => item.product === product);
  const page = { component: Link, to: '/catalogue' } as const;
  if (terms === undefined) {
    return (
      <Alert color="orange" p="xs">
        <Text size="sm">
          {t('compose.noTerms')}{' '}
          <Text {...page} size="sm" td="underline" c="inherit">
            {t('compose.toCatalogue')}
          </Text>
        </Text>
      </Alert>
    );
  }
  return (
    <Group gap={6} mt={-4}>
      <Badge size="sm" tt="none" fw={500} variant="filled" color={terms.is_sample ? warningColor : 'teal.9'}>
        {t(terms.is_sample ? 'compose.termsSample' : 'compose.termsInForce')}
      </Badge>
      <Text size="xs" c="dimmed">
        {t(terms.is_sample ? 'compose.termsSampleHint' : 'compose.termsVersion', { version: terms.version })}
      </Text>
    </Group>
  );
}
