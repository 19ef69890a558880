import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export interface LinkOnceDialogProps {
  readonly title: string;
  /** Says that it is shown once, to whom to give it, and until when it holds. */
  readonly note: string;
  /** Below the address of this site. */
  readonly path: string;
  /** Section of the words link, copy and copied. */
  readonly words: 'interviews' | 'users';
  readonly onClose: () => void;
}

/** A link, shown this once: closed by its button only, so that a stray click does not lose it. */
export function LinkOnceDialog({ title, note, path, words, onClose }: LinkOnceDialogProps) {
  const { t } = useTranslation();
  const link = `${window.location.origin}${path}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{note}</Text>
        <TextInput
          label={t(`${words}.link`)}
          value={link}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end">
          <CopyButton value={link} timeout={3000}>
            {({ copied, copy }) => (
              <Button
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
                aria-live="polite"
              >
                {t(copied ? `${words}.copied` : `${words}.copy`)}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
