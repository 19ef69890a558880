/** The file: dropped, or chosen by the keyboard. Type and size are looked at before anything leaves the page. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaTypeOf } from '../../api/outcomes.ts';
import { formatCount } from '../../parts/format-number.ts';

const bytesMax = 8 * 1024 * 1024;
const rowsMax = 200_000;

interface FileStepProps {
  readonly isReading: boolean;
  readonly onFile: (file: File) => void;
}

export function FileStep({ isReading, onFile }: FileStepProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<'wrongType' | 'tooLarge' | null>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    if (mediaTypeOf(file) === null) return setProblem('wrongType');
    if (file.size > bytesMax) return setProblem('tooLarge');
    setProblem(null);
    onFile(file);
  };
  return (
    <Stack>
      <Dropzone
        onDrop={([file]) => take(file)}
        multiple={false}
        loading={isReading}
        aria-label={t('outcomes.choose')}
        inputProps={{ 'aria-label': t('outcomes.choose') }}
        accept={undefined as never}
        p="xl"
      >
        <Group justify="center" gap="md" wrap="nowrap" style={{ pointerEvents: 'none' }}>
          <IconFileSpreadsheet size={40} stroke={1.4} aria-hidden style={{ flexShrink: 0 }} />
          <div>
            <Text fw={600}>{t('outcomes.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('outcomes.dropHint', { rows: formatCount(rowsMax) })}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {problem !== null && (
        <Alert color="red" role="alert">
          {t(`outcomes.${problem}`)}
        </Alert>
      )}
    </Stack>
  );
}
