/** When and how often clients may be contacted: the policy in force, its form, every version of it. */
import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchPolicy, listPolicies, policyKey } from '../../api/rules.ts';
import { useSession } from '../../api/session.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { PolicyForm } from './policy-form.tsx';
import { PolicyVersions } from './policy-versions.tsx';

export function ContactPolicyTab() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const policy = useQuery({ queryKey: policyKey, queryFn: ({ signal }) => fetchPolicy(signal) });
  const versions = useQuery({
    queryKey: [...policyKey, 'versions'],
    queryFn: ({ signal }) => listPolicies(signal),
  });
  if (policy.isPending) return <Skeleton h={360} aria-label={t('common.loading')} />;
  if (policy.isError) return <ProblemNotice error={policy.error} onRetry={() => policy.refetch()} />;
  const { version, created_by, created_at } = policy.data;
  const mayChange = role === 'administrator' || role === 'compliance';
  return (
    <Stack>
      <div>
        <Text size="sm" maw={720}>
          {t('rules.contacts.hint')}
        </Text>
        <Text size="sm" c="dimmed">
          {version === 0 || created_at === null
            ? t('rules.contacts.none')
            : t('rules.contacts.current', { version, author: created_by ?? '', when: formatTime(created_at) })}
        </Text>
      </div>
      {!mayChange && <Alert>{t('rules.contacts.readOnly')}</Alert>}
      <PolicyForm policy={policy.data} isReadOnly={!mayChange} />
      {versions.isError && <ProblemNotice error={versions.error} onRetry={() => versions.refetch()} />}
      {versions.data !== undefined && versions.data.length > 0 && <PolicyVersions versions={versions.data} />}
    </Stack>
  );
}
