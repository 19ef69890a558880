/** The form of a thread, new or stored: fields, sentences, the check while typing, examples, a note, the button. */
import { Button, Group, Paper, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadContent } from '../../api/copybook.ts';
import type { Profile } from '../../api/rules.ts';
import { CheckSummary } from './check-summary.tsx';
import { describeThreadProblem } from './describe-thread-problem.ts';
import { DraftPanelView } from './draft-panel.tsx';
import { PositionsEditor } from './positions-editor.tsx';
import { ThreadFields } from './thread-fields.tsx';
import { useDraftCheck } from './use-draft-check.ts';
import classes from './wording-board.module.css';
import { WordingLengths } from './wording-lengths.tsx';

const noteCharsMax = 1000;

interface ThreadEditorProps {
  readonly content: ThreadContent;
  readonly isNew: boolean;
  readonly isSaving: boolean;
  /** What the service said against saving, and the like. */
  readonly notices: ReactNode;
  readonly onChange: (content: ThreadContent) => void;
  readonly onSave: (note: string) => void;
  readonly onLeave: () => void;
}

export function ThreadEditor(editor: ThreadEditorProps) {
  const { content, isNew, isSaving, notices, onChange, onSave, onLeave } = editor;
  const { t } = useTranslation();
  const [profile, setProfile] = useState<Profile>('strict');
  const [note, setNote] = useState('');
  const check = useDraftCheck(content, profile);
  const change = (changed: Partial<ThreadContent>) => onChange({ ...content, ...changed });
  const problemOf = (field: string) => {
    const found = check.problems.find((problem) => problem.field === field);
    if (found === undefined) return undefined;
    const { text, given } = describeThreadProblem(found, t);
    return given === '' || given === textAt(content, field) ? text : `${text}: ${given}`;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (check.isPassed) onSave(note.trim());
      }}
    >
      {notices}
      <ThreadFields
        content={content}
        isNew={isNew}
        problemOf={problemOf}
        found={check.checked?.claims ?? null}
        onChange={change}
      />
      <WordingLengths content={content} />
      <PositionsEditor content={content} problemOf={problemOf} onChange={change} />
      <Paper
        withBorder
        p="sm"
        mt="md"
        className={classes.bar}
        component="section"
        aria-label={t('copybook.check.title')}
      >
        <Group justify="space-between" gap="sm">
          <CheckSummary check={check} isShort />
          <Group gap="sm" align="flex-end">
            <TextInput
              aria-label={t('copybook.edit.note')}
              placeholder={t('copybook.edit.note')}
              maxLength={noteCharsMax}
              w={260}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button variant="default" onClick={onLeave}>
              {t('copybook.edit.discard')}
            </Button>
            <Button type="submit" loading={isSaving} disabled={!check.isPassed}>
              {t(isNew ? 'copybook.edit.create' : 'copybook.edit.save')}
            </Button>
          </Group>
        </Group>
      </Paper>
      <DraftPanelView content={content} check={check} profile={profile} onProfile={setProfile} />
    </form>
  );
}

/** The sentence that a problem is about stands before the reader's eyes already. */
function textAt({ positions }: ThreadContent, field: string): string | undefined {
  const [, position, variant] = /^positions\.(\d+)\.(\d+)$/.exec(field) ?? [];
  return positions[Number(position)]?.[Number(variant)];
}
