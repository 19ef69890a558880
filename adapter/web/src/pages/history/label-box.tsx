/** What people said of a text, and what I say of it: good or wrong with a reason, a comment, a correction. */
import { Button, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconPencil, IconThumbUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { historyKey } from '../../api/history.ts';
import { type Label, labelsKey, type NewLabel, postLabel, type Reason, reasons } from '../../api/labels.ts';
import { useSession } from '../../api/session.ts';
import { notifyDone, notifyProblem } from '../../parts/notify.ts';
import { LabelEntry } from './label-entry.tsx';

interface LabelBoxProps {
  /** Of the answer. */
  readonly id: string;
  readonly text: string;
  readonly labels: readonly Label[];
}

export function LabelBox({ id, text, labels }: LabelBoxProps) {
  const { t } = useTranslation();
  const session = useSession().data;
  const own = labels.find(({ user, current }) => current && user === session?.name);
  return (
    <Stack gap="sm" component="section" aria-label={t('history.record.labels')}>
      <Title order={3} size="h5">
        {t('history.record.labels')}
      </Title>
      {session?.role === 'viewer' ? (
        <Text size="sm" c="dimmed">
          {t('history.box.notForViewer')}
        </Text>
      ) : (
        <LabelForm id={id} text={text} own={own} />
      )}
      {labels.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('history.box.none')}
        </Text>
      )}
      {labels.map((label) => (
        <LabelEntry key={label.id} label={label} isOwn={label.user === session?.name} />
      ))}
    </Stack>
  );
}

function LabelForm({ id, text, own }: Pick<LabelBoxProps, 'id' | 'text'> & { own: Label | undefined }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const [correction, setCorrection] = useState<string | null>(null);
  const [openedAtMs] = useState(() => Date.now());
  const saving = useMutation({
    mutationFn: (label: NewLabel) =>
      postLabel(id, { ...label, comment, seconds_taken: Math.min((Date.now() - openedAtMs) / 1000, 3600) }),
    onSuccess: (_labels, { mark }) => {
      notifyDone(t(mark === 'withdrawn' ? 'history.box.withdrawn' : 'history.box.saved'));
      setComment('');
      if (mark !== 'withdrawn') setCorrection(null);
      void queries.invalidateQueries({ queryKey: labelsKey });
      return queries.invalidateQueries({ queryKey: historyKey });
    },
    onError: notifyProblem,
  });
  const save = (label: NewLabel) => saving.mutate(label);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="xs"
          color="teal.9"
          variant={own?.mark === 'good' ? 'filled' : 'default'}
          aria-pressed={own?.mark === 'good'}
          leftSection={<IconThumbUp size={14} />}
          disabled={saving.isPending}
          onClick={() => save({ mark: 'good' })}
        >
          {t('history.box.good')}
        </Button>
        <Text size="sm">{t('history.box.wrong')}</Text>
        {reasons.map((reason) => (
          <Button
            key={reason}
            size="xs"
            color="red.9"
            variant={own?.reason === reason ? 'filled' : 'default'}
            aria-pressed={own?.reason === reason}
            disabled={saving.isPending}
            onClick={() => save({ mark: 'wrong', reason })}
          >
            {t(`history.reasons.${reason}`)}
          </Button>
        ))}
      </Group>
      <Textarea
        label={t('history.box.comment')}
        description={t('history.box.commentHint')}
        autosize
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {correction === null ? (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} />}
            onClick={() => setCorrection(own?.correction || text)}
          >
            {t('history.box.correct')}
          </Button>
          {own !== undefined && (
            <Button size="xs" variant="subtle" disabled={saving.isPending} onClick={() => save({ mark: 'withdrawn' })}>
              {t('history.box.withdraw')}
            </Button>
          )}
        </Group>
      ) : (
        <CorrectionForm
          original={text}
          text={correction}
          isSaving={saving.isPending}
          onChange={setCorrection}
          onCancel={() => setCorrection(null)}
          onSave={(reason) => save({ mark: 'wrong', reason, correction: correction.trim() })}
        />
      )}
    </Stack>
  );
}

interface CorrectionFormProps {
  /** As it was written: what says the same is no correction. */
  readonly original: string;
  readonly text: string;
  readonly isSaving: boolean;
  readonly onChange: (text: string) => void;
  readonly onCancel: () => void;
  readonly onSave: (reason: Reason) => void;
}

/** The whole text as it should be, and what was wrong with it. Ctrl+Enter saves. */
export function CorrectionForm({ original, text, isSaving, onChange, onCancel, onSave }: CorrectionFormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Reason | null>(null);
  const canSave = reason !== null && text.trim() !== '' && text.trim() !== original.trim() && !isSaving;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) onSave(reason);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        const place = event.altKey ? /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1] : undefined;
        if (place !== undefined) {
          event.preventDefault();
          setReason(reasons[Number(place) - 1]!);
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('history.box.correction')}
          description={t('history.box.correctionHint')}
          autosize
          minRows={3}
          maxLength={10_000}
          data-autofocus
          autoFocus
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('history.box.reason')}
          value={reason ?? ''}
          onChange={(value) => setReason(value as Reason)}
          description={t('history.box.reasonHint')}
        >
          <Group gap="md" mt={4}>
            {reasons.map((name) => (
              <Radio key={name} value={name} label={t(`history.reasons.${name}`)} />
            ))}
          </Group>
        </Radio.Group>
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isSaving} disabled={!canSave}>
            {t('history.box.saveCorrection')}
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
