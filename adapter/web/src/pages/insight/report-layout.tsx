/** The frame of a report on what was uploaded: title, download, removal for those who may, the way back to the list. */
import { Anchor, Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { RemoveButton } from './remove-button.tsx';

export interface ReportLayoutProps {
  readonly id: string;
  /** Of the API. */
  readonly path: string;
  /** Of the list that the report is in. */
  readonly queryKey: readonly string[];
  readonly title: string;
  readonly hint: string;
  /** The page with the list. */
  readonly backTo: string;
  readonly backLabel: string;
  readonly removeQuestion: string;
  readonly children: ReactNode;
}

export function ReportLayout({ id, path, queryKey, title, hint, children, ...words }: ReportLayoutProps) {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const mayRemove = role === 'administrator' || role === 'manager';
  return (
    <>
      <PageTitle title={title} hint={hint}>
        <Button component="a" href={`${path}/report.md`} download={`${id}.md`} leftSection={<IconDownload size={16} />}>
          {t('insight.downloadReport')}
        </Button>
        {mayRemove && (
          <RemoveButton path={path} queryKey={queryKey} backTo={words.backTo} question={words.removeQuestion} />
        )}
      </PageTitle>
      <Stack gap="lg">
        <Anchor component={Link} to={words.backTo}>
          {words.backLabel}
        </Anchor>
        {children}
      </Stack>
    </>
  );
}
