import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answerCharsMax } from '../../api/interviews.ts';
import { formatCount } from '../../parts/format-number.ts';

/** From here on the characters left are told. */
const tellLeftFrom = 500;

interface AnswerFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isBusy: boolean;
  readonly onAnswer: (text: string) => void;
}

export function AnswerForm({ text, onText, isBusy, onAnswer }: AnswerFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  // After each question the field is ready to type in.
  useEffect(() => {
    if (!isBusy) field.current?.focus({ preventScroll: true });
  }, [isBusy]);
  const left = answerCharsMax - text.length;
  const canSend = text.trim() !== '' && !isBusy;
  const send = () => {
    if (canSend) onAnswer(text);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={t('clientInterview.answer')}
          description={
            <>
              {t('clientInterview.answerHint')}{' '}
              <Text span inherit visibleFrom="sm">
                {t('clientInterview.answerKeys')}
              </Text>
            </>
          }
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={getHotkeyHandler([['mod+Enter', send]])}
          maxLength={answerCharsMax}
          autosize
          minRows={3}
          maxRows={12}
        />
        {left <= tellLeftFrom && (
          <Text size="xs" c="dimmed" aria-live="polite">
            {t('clientInterview.left', { formatted: formatCount(left) })}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="subtle"
            px="xs"
            type="button"
            disabled={isBusy}
            onClick={() => onAnswer(t('clientInterview.skipWords'))}
          >
            {t('clientInterview.skip')}
          </Button>
          <Button type="submit" leftSection={<IconSend size={16} />} loading={isBusy} disabled={!canSend}>
            {t('clientInterview.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
