/** Who the text is for: an invented kind of client, a row of a file, or features typed by hand. */
import {
  Accordion,
  Badge,
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEraser, IconFileSpreadsheet } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Feature, useFeatures } from '../../api/features.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { ClientFileDialog } from './client-file-dialog.tsx';
import type { ComposeForm, Features } from './compose-form.ts';
import { FeatureField } from './feature-field.tsx';
import { type FeatureGroup, featureGroups } from './feature-groups.ts';
import { presets } from './presets.ts';

interface ClientFieldsProps {
  readonly form: ComposeForm;
  readonly onChange: (form: ComposeForm) => void;
}

const concernTextCharsMax = 20_000;
const idMax = Number.MAX_SAFE_INTEGER;

export function ClientFields({ form, onChange }: ClientFieldsProps) {
  const { t } = useTranslation();
  const features = useFeatures();
  const [isOpen, file] = useDisclosure(false);
  const knownCount = Object.keys(form.features).length;
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} mb={4} id="presets-label">
          {t('compose.typical')}
        </Text>
        <Group gap={6} role="group" aria-labelledby="presets-label">
          {presets.map((preset) => (
            <Button
              key={preset.name}
              size="compact-sm"
              variant="default"
              onClick={() => onChange({ ...form, clientId: null, concernText: '', features: preset.features })}
            >
              {t(`compose.presets.${preset.name}`)}
            </Button>
          ))}
        </Group>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFileSpreadsheet size={15} />}
          onClick={file.open}
          disabled={features.data === undefined}
        >
          {t('compose.fromFile')}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconEraser size={15} />}
          disabled={knownCount === 0 && form.clientId === null && form.concernText === ''}
          onClick={() => onChange({ ...form, clientId: null, concernText: '', features: {} })}
        >
          {t('compose.clearClient')}
        </Button>
      </Group>
      {features.isError && <ProblemNotice error={features.error} onRetry={() => features.refetch()} />}
      {features.isPending && <Skeleton h={220} aria-label={t('common.loading')} />}
      {features.data !== undefined && (
        <>
          <FeatureAccordion
            features={features.data}
            values={form.features}
            onChange={(values) => onChange({ ...form, features: values })}
          />
          <ClientFileDialog
            opened={isOpen}
            onClose={file.close}
            features={features.data}
            onPick={({ clientId, concernText, features: values }) =>
              onChange({ ...form, clientId, concernText, features: values })
            }
          />
        </>
      )}
      <WordsAndId form={form} onChange={onChange} />
    </Stack>
  );
}

/** What the client said, and the client's id. */
function WordsAndId({ form, onChange }: ClientFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        label={t('compose.concernText')}
        description={t('compose.concernTextHint')}
        placeholder={t('concerns.textPlaceholder')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={concernTextCharsMax}
        value={form.concernText}
        onChange={(event) => onChange({ ...form, concernText: event.currentTarget.value })}
      />
      <NumberInput
        label={t('compose.clientId')}
        description={t('compose.clientIdHint')}
        value={form.clientId ?? ''}
        onChange={(id) => onChange({ ...form, clientId: typeof id === 'number' ? id : null })}
        min={-idMax}
        max={idMax}
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
      />
    </>
  );
}

interface FeatureAccordionProps {
  readonly features: readonly Feature[];
  readonly values: Features;
  readonly onChange: (values: Features) => void;
}

function FeatureAccordion({ features, values, onChange }: FeatureAccordionProps) {
  const { t } = useTranslation();
  const grouped = new Set(featureGroups.flatMap((group) => group.features));
  const others = features.filter(({ name }) => !grouped.has(name)).map(({ name }) => name);
  const groups: readonly FeatureGroup[] =
    others.length === 0 ? featureGroups : [...featureGroups, { name: 'other', features: others }];
  const change = (name: string, value: Features[string] | undefined) => {
    const { [name]: _before, ...rest } = values;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <Accordion multiple defaultValue={['person']} variant="separated" chevronPosition="left">
      {groups.map((group) => {
        const shown = group.features.flatMap((name) => features.find((feature) => feature.name === name) ?? []);
        const filled = shown.filter(({ name }) => values[name] !== undefined).length;
        return (
          <Accordion.Item key={group.name} value={group.name}>
            <Accordion.Control>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text size="sm">{t(`compose.groups.${group.name}`)}</Text>
                {filled > 0 && (
                  <Badge
                    variant="filled"
                    color="brand.7"
                    size="sm"
                    tt="none"
                    aria-label={t('compose.filled', { count: filled })}
                  >
                    {filled}
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs" style={{ alignItems: 'end' }}>
                {shown.map((feature) => (
                  <FeatureField
                    key={feature.name}
                    feature={feature}
                    value={values[feature.name]}
                    onChange={(value) => change(feature.name, value)}
                  />
                ))}
              </SimpleGrid>
            </Accordion.Panel>
          </Accordion.Item>
        );
      })}
    </Accordion>
  );
}
