import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Invited } from '../../api/users.ts';
import { formatTime } from '../../parts/format-time.ts';

/** The link, shown this once: closed by its button only, so that a stray click does not lose it. */
export function LinkDialog({ invited, onClose }: { invited: Invited | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (invited === null) return null;
  const { user, invitation } = invited;
  const link = `${window.location.origin}${invitation.path}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('users.linkTitle', { name: user.name })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{t('users.linkOnce', { until: formatTime(invitation.expires_at) })}</Text>
        <TextInput
          label={t('users.link')}
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
                {t(copied ? 'users.copied' : 'users.copy')}
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
