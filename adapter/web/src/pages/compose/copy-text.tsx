/** Takes a text into the clipboard and says so. */
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export function CopyText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          ml="auto"
          size="compact-sm"
          variant="subtle"
          leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={copy}
        >
          {t(copied ? 'compose.copied' : 'compose.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
