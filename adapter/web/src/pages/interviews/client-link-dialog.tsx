import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CreatedInterview } from '../../api/interviews.ts';
import { formatTime } from '../../parts/format-time.ts';

/** The client's link, shown this once: closed by its button only, so that a stray click does not lose it. */
export function ClientLinkDialog({ created, onClose }: { created: CreatedInterview | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (created === null) return null;
  const link = `${window.location.origin}${created.link.path}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('interviews.linkTitle')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{t('interviews.linkOnce', { until: formatTime(created.link.expires_at) })}</Text>
        <TextInput
          label={t('interviews.link')}
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
                {t(copied ? 'interviews.copied' : 'interviews.copy')}
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
