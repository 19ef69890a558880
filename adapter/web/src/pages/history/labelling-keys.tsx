/** The same commands as the keys, for the mouse and the finger, each with its key. */
import { Button, Group, Kbd, Stack, Text, TextInput } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { type Reason, reasons } from '../../api/labels.ts';
import styles from './history.module.css';

interface LabellingKeysProps {
  readonly comment: string;
  readonly commentRef: RefObject<HTMLInputElement | null>;
  readonly canUndo: boolean;
  readonly onComment: (text: string) => void;
  /** Back to judging. */
  readonly onCommentDone: () => void;
  readonly onGood: () => void;
  readonly onWrong: (reason: Reason) => void;
  readonly onCorrect: () => void;
  readonly onSkip: () => void;
  readonly onUndo: () => void;
}

export function LabellingKeys(commands: LabellingKeysProps) {
  const { t } = useTranslation();
  const key = (name: string) => <Kbd className={styles.key}>{name}</Kbd>;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button color="teal.9" leftSection={key(t('history.labelling.keys.good'))} onClick={commands.onGood}>
          {t('history.labelling.good')}
        </Button>
        <Group gap="xs" role="group" aria-label={t('history.box.wrong')}>
          <Text size="sm" aria-hidden>
            {t('history.box.wrong')}
          </Text>
          {reasons.map((reason, place) => (
            <Button
              key={reason}
              variant="default"
              leftSection={key(String(place + 1))}
              onClick={() => commands.onWrong(reason)}
            >
              {t(`history.reasons.${reason}`)}
            </Button>
          ))}
        </Group>
      </Group>
      <Group gap="xs">
        <Button variant="default" leftSection={key(t('history.labelling.keys.correct'))} onClick={commands.onCorrect}>
          {t('history.labelling.correct')}
        </Button>
        <Button variant="default" leftSection={key(t('history.labelling.keys.skip'))} onClick={commands.onSkip}>
          {t('history.labelling.skip')}
        </Button>
        <Button
          variant="default"
          leftSection={key(t('history.labelling.keys.undo'))}
          disabled={!commands.canUndo}
          onClick={commands.onUndo}
        >
          {t('history.labelling.undo')}
        </Button>
      </Group>
      <TextInput
        ref={commands.commentRef}
        label={t('history.labelling.commentFor')}
        description={t('history.labelling.commentHint')}
        rightSection={key(t('history.labelling.keys.comment'))}
        maxLength={1000}
        value={commands.comment}
        onChange={(event) => commands.onComment(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          commands.onCommentDone();
        }}
      />
    </Stack>
  );
}
