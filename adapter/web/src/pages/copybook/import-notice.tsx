/** Nothing was imported: what that means, and the button for those who may. */
import { Alert, Button, Checkbox, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copybookKey, importCopybook } from '../../api/copybook.ts';
import { useSession } from '../../api/session.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

export function ImportNotice() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const role = useSession().data?.role;
  const [isApproved, setApproved] = useState(false);
  const importing = useMutation({
    mutationFn: () => importCopybook(isApproved),
    onSuccess: ({ created }) => {
      notifyDone(t('copybook.importing.done', { created }));
      return queries.invalidateQueries({ queryKey: copybookKey });
    },
  });
  const mayImport = role === 'administrator' || role === 'compliance';
  return (
    <Alert title={t('copybook.importing.title')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm" maw={760}>
          {t('copybook.importing.text')}
        </Text>
        {mayImport ? (
          <>
            <Checkbox
              label={t('copybook.importing.approve')}
              description={t('copybook.importing.approveHint')}
              checked={isApproved}
              onChange={(event) => setApproved(event.currentTarget.checked)}
            />
            <Button loading={importing.isPending} onClick={() => importing.mutate()}>
              {t('copybook.importing.button')}
            </Button>
          </>
        ) : (
          <Text size="sm">{t('copybook.importing.others')}</Text>
        )}
        {importing.isError && <ProblemNotice error={importing.error} />}
      </Stack>
    </Alert>
  );
}
