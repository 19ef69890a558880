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

export function LabellingKeys(props: LabellingKeysProps) {
  const { t } = useTranslation();
  const key = (name: string) => <Kbd className={styles.key}>{name}</Kbd>;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button color="teal.9" leftSection={key(t('history.labelling.keys.good'))} onClick={props.onGood}>
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
              onClick={() => props.onWrong(reason)}
            >
              {t(`history.reasons.${reason}`)}
            </Button>
          ))}
        </Group>
      </Group>
      <Group gap="xs">
        <Button variant="default" leftSection={key(t('history.labelling.keys.correct'))} onClick={props.onCorrect}>
          {t('history.labelling.correct')}
        </Button>
        <Button variant="default" leftSection={key(t('history.labelling.keys.skip'))} onClick={props.onSkip}>
          {t('history.labelling.skip')}
        </Button>
        <Button
          variant="default"
          leftSection={key(t('history.labelling.keys.undo'))}
          disabled={!props.canUndo}
          onClick={props.onUndo}
        >
          {t('history.labelling.undo')}
        </Button>
      </Group>
      <TextInput
        ref={props.commentRef}
        label={t('history.labelling.commentFor')}
        description={t('history.labelling.commentHint')}
        rightSection={key(t('history.labelling.keys.comment'))}
        maxLength={1000}
        value={props.comment}
        onChange={(event) => props.onComment(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          props.onCommentDone();
        }}
      />
    </Stack>
  );
}
