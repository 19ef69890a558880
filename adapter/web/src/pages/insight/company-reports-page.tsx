/** Financial statements of companies: what was uploaded, and a new file. */
import { Alert, Anchor, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import {
  type CompanyReportBody,
  type CompanyReportItem,
  companyReportsKey,
  uploadTable,
} from '../../api/insight-reports.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FiguresTable } from './figures-table.tsx';
import { UploadPanel } from './upload-panel.tsx';

const uploaders: readonly (string | undefined)[] = ['administrator', 'manager', 'compliance'];
const units = ['thousand', 'rouble', 'million'] as const;

export default function CompanyReportsPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const reports = useQuery({
    queryKey: companyReportsKey,
    queryFn: ({ signal }) => callApi<{ items: readonly CompanyReportItem[] }>('/v1/insight/reports', { signal }),
  });
  const items = reports.data?.items;
  return (
    <>
      <PageTitle title={t('pages.companyReports')} hint={t('companyReports.hint')} />
      <Stack>
        {uploaders.includes(role) && <CompanyReportUpload />}
        {reports.isError && <ProblemNotice error={reports.error} onRetry={() => reports.refetch()} />}
        {reports.isPending && <Skeleton h={200} aria-label={t('common.loading')} />}
        {items?.length === 0 && <Alert>{t('companyReports.none')}</Alert>}
        {items !== undefined && items.length > 0 && (
          <FiguresTable
            title={t('companyReports.uploaded')}
            header={[
              { name: t('companyReports.company'), isText: true },
              { name: t('companyReports.periods'), isText: true },
              { name: t('companyReports.findings') },
              { name: t('insight.createdBy'), isText: true },
              { name: t('insight.createdAt'), isText: true },
            ]}
            rows={items.map(({ id, company, periods, findings, created_by, created_at }) => ({
              key: id,
              cells: [
                <Anchor component={Link} to={`/insight/reports/${id}`} key="link">
                  {company}
                </Anchor>,
                periods.join(', '),
                formatCount(findings),
                created_by,
                formatTime(created_at),
              ],
            }))}
          />
        )}
      </Stack>
    </>
  );
}

function CompanyReportUpload() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [company, setCompany] = useState('');
  const [unit, setUnit] = useState<string>('thousand');
  const upload = async (file: File) => {
    const query = new URLSearchParams({ company, unit });
    const { id } = await uploadTable<CompanyReportBody>(`/v1/insight/reports?${query}`, file);
    await client.invalidateQueries({ queryKey: companyReportsKey, exact: true });
    navigate(`/insight/reports/${id}`);
  };
  return (
    <UploadPanel hint={t('companyReports.fileHint')} upload={upload} isReady={company.trim() !== ''}>
      <TextInput
        w={260}
        label={t('companyReports.company')}
        description={t('companyReports.companyHint')}
        maxLength={200}
        required
        value={company}
        onChange={(event) => setCompany(event.currentTarget.value)}
      />
      <Select
        w={220}
        label={t('companyReports.unit')}
        description={t('companyReports.unitHint')}
        data={units.map((value) => ({ value, label: t(`companyReports.units.${value}`) }))}
        allowDeselect={false}
        value={unit}
        onChange={(value) => setUnit(value ?? 'thousand')}
      />
    </UploadPanel>
  );
}
