/** The sentences of a thread, position beside position; what the check says of a sentence stands under it. */
import { ActionIcon, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ThreadContent } from '../../api/copybook.ts';
import classes from './wording-board.module.css';

const sentenceCharsMax = 640;
const variantsMax = 12;
const positionsMax = 8;

type Positions = ThreadContent['positions'];

interface PositionsEditorProps {
  readonly content: ThreadContent;
  readonly problemOf: (field: string) => string | undefined;
  readonly onChange: (changed: Partial<ThreadContent>) => void;
}

export function PositionsEditor({ content, problemOf, onChange }: PositionsEditorProps) {
  const { t } = useTranslation();
  const { positions } = content;
  const replace = (position: number, variants: readonly string[]) =>
    onChange({ positions: positions.with(position, variants) });
  const move = (from: number, to: number) => onChange({ positions: swap(positions, from, to) });
  return (
    <>
      <section className={classes.board} aria-label={t('copybook.thread.tabs.wording')}>
        {positions.map((variants, position) => (
          // Sentences have no id of their own: a place is what they are known by.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={position} className={classes.column}>
            <Group justify="space-between" wrap="nowrap" mb={6}>
              <Text component="h2" size="sm" fw={600}>
                {t('copybook.thread.position', { number: position + 1 })}
              </Text>
              <PositionTools
                position={position}
                count={positions.length}
                onMove={(to) => move(position, to)}
                onRemove={() => onChange(withoutPosition(content, position))}
              />
            </Group>
            <Variants
              position={position}
              variants={variants}
              problemOf={problemOf}
              onChange={(changed) => replace(position, changed)}
            />
          </div>
        ))}
        {positions.length < positionsMax && (
          <Button
            variant="default"
            style={{ flexShrink: 0 }}
            leftSection={<IconPlus size={16} />}
            onClick={() => onChange({ positions: [...positions, ['']] })}
          >
            {t('copybook.edit.addPosition')}
          </Button>
        )}
      </section>
      {content.named !== undefined && <NamedEditor content={content} problemOf={problemOf} onChange={onChange} />}
    </>
  );
}

/** Sentences with the product’s name stay with a position that there is. */
function withoutPosition({ positions, named }: ThreadContent, position: number): Partial<ThreadContent> {
  const left = positions.toSpliced(position, 1);
  if (named === undefined) return { positions: left };
  return { positions: left, named: { ...named, position: Math.min(named.position, left.length - 1) } };
}

function swap(positions: Positions, from: number, to: number): Positions {
  return positions.with(from, positions[to]!).with(to, positions[from]!);
}

interface PositionToolsProps {
  readonly position: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function PositionTools({ position, count, onMove, onRemove }: PositionToolsProps) {
  const { t } = useTranslation();
  const number = position + 1;
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('copybook.edit.moveLeft', { number })}
        disabled={position === 0}
        onClick={() => onMove(position - 1)}
      >
        <IconArrowLeft size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('copybook.edit.moveRight', { number })}
        disabled={position === count - 1}
        onClick={() => onMove(position + 1)}
      >
        <IconArrowRight size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('copybook.edit.removePosition', { number })}
        disabled={count === 1}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

interface VariantsProps {
  readonly position: number;
  readonly variants: readonly string[];
  /** Place of the first of them among the sentences of the position. */
  readonly fieldOf?: (variant: number) => string;
  readonly problemOf: (field: string) => string | undefined;
  readonly onChange: (variants: readonly string[]) => void;
}

function Variants({ position, variants, problemOf, onChange, fieldOf }: VariantsProps) {
  const { t } = useTranslation();
  const field = fieldOf ?? ((variant: number) => `positions.${position}.${variant}`);
  return (
    <Stack gap={6}>
      {variants.map((text, variant) => {
        const names = { position: position + 1, variant: variant + 1 };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is known by its place
          <Group key={variant} gap={4} wrap="nowrap" align="flex-start">
            <Textarea
              flex={1}
              aria-label={t('copybook.edit.variant', names)}
              autosize
              minRows={2}
              maxLength={sentenceCharsMax}
              value={text}
              error={text.trim() === '' && variants.length > 1 ? t('copybook.edit.blank') : problemOf(field(variant))}
              onChange={(event) => onChange(variants.with(variant, event.currentTarget.value))}
            />
            <Stack gap={0} align="center">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('copybook.edit.removeVariant', names)}
                disabled={variants.length === 1}
                onClick={() => onChange(variants.toSpliced(variant, 1))}
              >
                <IconX size={16} />
              </ActionIcon>
              <Text size="xs" c="dimmed">
                {text.length}
              </Text>
            </Stack>
          </Group>
        );
      })}
      {variants.length < variantsMax && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...variants, ''])}
        >
          {t('copybook.edit.addVariant')}
        </Button>
      )}
    </Stack>
  );
}

/** Threads of a family only. */
function NamedEditor({ content, problemOf, onChange }: PositionsEditorProps) {
  const { t } = useTranslation();
  const { named } = content;
  if (named === undefined) return null;
  return (
    <Stack maw={420} mt="sm">
      <Text component="h2" size="sm" fw={600}>
        {t('copybook.thread.named', { number: named.position + 1 })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('copybook.edit.namedHint', { mark: '«{name}»' })}
      </Text>
      <Select
        label={t('copybook.edit.namedPosition')}
        allowDeselect={false}
        data={content.positions.map((_, position) => ({
          value: String(position),
          label: t('copybook.thread.position', { number: position + 1 }),
        }))}
        value={String(named.position)}
        onChange={(position) => onChange({ named: { ...named, position: Number(position ?? 0) } })}
      />
      <Variants
        position={named.position}
        variants={named.variants}
        fieldOf={(variant) => `named.variants.${variant}`}
        problemOf={problemOf}
        onChange={(variants) => onChange({ named: { ...named, variants } })}
      />
    </Stack>
  );
}
