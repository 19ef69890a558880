/** What a thread is for: everything of it that is no sentence. */
import { Button, Group, MultiSelect, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ages, genders, type Need, needs, type ThreadContent } from '../../api/copybook.ts';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const idCharsMax = 100;
const ideaCharsMax = 300;
const signalsMax = 12;

interface ThreadFieldsProps {
  readonly content: ThreadContent;
  /** Id, product and channel may still be chosen. */
  readonly isNew: boolean;
  /** What the check says of a field. */
  readonly problemOf: (field: string) => string | undefined;
  /** Claims that the check found in the wording. */
  readonly found: readonly string[] | null;
  readonly onChange: (changed: Partial<ThreadContent>) => void;
}

export function ThreadFields(given: ThreadFieldsProps) {
  const { t } = useTranslation();
  const { content, problemOf, onChange } = given;
  const vocabulary = useVocabulary();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mb="md">
      {given.isNew && <PlaceFields {...given} />}
      <TextInput
        label={t('copybook.edit.idea')}
        description={t('copybook.edit.ideaHint')}
        maxLength={ideaCharsMax}
        required
        value={content.idea}
        error={problemOf('idea')}
        onChange={(event) => onChange({ idea: event.currentTarget.value })}
      />
      <Select
        label={t('copybook.filters.need')}
        allowDeselect={false}
        data={needs.map((need) => ({ value: need, label: t(`copybook.needs.${need}`) }))}
        value={content.need}
        error={problemOf('need')}
        onChange={(need) => onChange({ need: (need ?? content.need) as Need })}
      />
      <MultiSelect
        label={t('copybook.edit.signals')}
        description={t('copybook.edit.signalsHint')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('copybook.filters.clear') }}
        maxValues={signalsMax}
        data={vocabulary.signals.map(({ name }) => ({ value: name, label: vocabulary.signalName(name) }))}
        value={[...content.signals]}
        error={problemOf('signals')}
        onChange={(signals) => onChange({ signals })}
      />
      <Group grow align="flex-start">
        <Select
          label={t('copybook.edit.gender')}
          allowDeselect={false}
          data={genders.map((gender) => ({ value: gender, label: t(`copybook.genders.${gender}`) }))}
          value={content.gender}
          onChange={(gender) => onChange({ gender: (gender ?? 'u') as ThreadContent['gender'] })}
        />
        <Select
          label={t('copybook.edit.age')}
          allowDeselect={false}
          data={ages.map((age) => ({ value: age, label: t(`copybook.ages.${age}`) }))}
          value={content.age}
          onChange={(age) => onChange({ age: (age ?? 'u') as ThreadContent['age'] })}
        />
      </Group>
      <ClaimsField {...given} />
    </SimpleGrid>
  );
}

function PlaceFields({ content, problemOf, onChange }: ThreadFieldsProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  return (
    <>
      <Select
        label={t('copybook.filters.product')}
        searchable
        required
        allowDeselect={false}
        data={productOptions(vocabulary, true)}
        value={content.product || null}
        error={problemOf('product')}
        onChange={(product) => onChange(withProduct(content, product ?? ''))}
      />
      <Select
        label={t('copybook.filters.channel')}
        required
        allowDeselect={false}
        data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
        value={content.channel || null}
        error={problemOf('channel')}
        onChange={(channel) => onChange({ channel: channel ?? '' })}
      />
      <TextInput
        label={t('copybook.edit.id')}
        description={t('copybook.edit.idHint')}
        maxLength={idCharsMax}
        required
        value={content.id}
        error={problemOf('id')}
        onChange={(event) => onChange({ id: event.currentTarget.value })}
      />
    </>
  );
}

/** Threads of a family fit anybody, claim nothing, and have sentences with the product’s name. */
function withProduct({ named, ...content }: ThreadContent, product: string): Partial<ThreadContent> {
  if (!product.startsWith('FAMILY_')) return { ...content, product, named: undefined };
  return {
    product,
    signals: [],
    gender: 'u',
    age: 'u',
    claims: [],
    named: named ?? { position: 0, variants: [''] },
  };
}

function ClaimsField({ content, problemOf, found, onChange }: ThreadFieldsProps) {
  const { t } = useTranslation();
  const isDifferent = found !== null && found.toSorted().join() !== content.claims.toSorted().join();
  return (
    <div>
      <TagsInput
        label={t('copybook.edit.claims')}
        description={t('copybook.edit.claimsHint')}
        clearable
        clearButtonProps={{ 'aria-label': t('copybook.filters.clear') }}
        data={[...(found ?? [])]}
        value={[...content.claims]}
        error={problemOf('claims')}
        onChange={(claims) => onChange({ claims })}
      />
      {isDifferent && (
        <Button mt={6} size="compact-sm" variant="light" onClick={() => onChange({ claims: found })}>
          {t('copybook.edit.takeClaims')}
        </Button>
      )}
    </div>
  );
}
