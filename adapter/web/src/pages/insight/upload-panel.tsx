/** A form with a file and fields of its own; what was chosen stays after an error. */
import { Button, Card, FileInput, Group, Stack } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTable } from '../../api/insight-reports.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

export interface UploadPanelProps {
  readonly hint: string;
  readonly upload: (file: File) => Promise<void>;
  readonly isReady: boolean;
  readonly children: ReactNode;
}

export function UploadPanel({ hint, upload, isReady, children }: UploadPanelProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const uploading = useMutation({ mutationFn: upload });
  const isWrongType = file !== null && !isTable(file);
  return (
    <Card withBorder>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null && isReady && !isWrongType) uploading.mutate(file);
        }}
      >
        <Stack>
          <Group align="flex-start" gap="sm">
            <FileInput
              w={300}
              label={t('insight.file')}
              description={hint}
              placeholder={t('insight.filePlaceholder')}
              accept=".csv,.xlsx"
              clearable
              clearButtonProps={{ 'aria-label': t('insight.dropFile') }}
              leftSection={<IconUpload size={16} />}
              value={file}
              onChange={setFile}
              error={isWrongType ? t('insight.wrongType') : null}
              required
            />
            {children}
          </Group>
          {uploading.isError && <ProblemNotice error={uploading.error} />}
          <Group>
            <Button
              type="submit"
              loading={uploading.isPending}
              disabled={file === null || !isReady || isWrongType}
              leftSection={<IconUpload size={16} />}
            >
              {t('insight.upload')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
