/** Who changed the contact policy, when, and to what. */
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ContactPolicy } from '../../api/rules.ts';
import { formatTime } from '../../parts/format-time.ts';

export function PolicyVersions({ versions }: { versions: readonly ContactPolicy[] }) {
  const { t } = useTranslation();
  const limit = (count: number) => (count === 0 ? t('rules.contacts.noLimit') : String(count));
  const columns = ['quiet', 'channelMax', 'allMax', 'window', 'consent'] as const;
  return (
    <div>
      <Text component="h2" fw={600} mb="xs">
        {t('rules.contacts.history')}
      </Text>
      <Table.ScrollContainer
        minWidth={960}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('rules.contacts.history')}
      >
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('rules.contacts.versionColumn')}</Table.Th>
              <Table.Th scope="col">{t('rules.contacts.whenColumn')}</Table.Th>
              <Table.Th scope="col">{t('rules.contacts.author')}</Table.Th>
              {columns.map((name) => (
                <Table.Th key={name} scope="col">
                  {t(`rules.contacts.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((policy) => (
              <Table.Tr key={policy.version}>
                <Table.Td>{policy.version}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {policy.created_at === null ? '—' : formatTime(policy.created_at)}
                </Table.Td>
                <Table.Td>{policy.created_by ?? '—'}</Table.Td>
                <Table.Td>
                  {policy.quiet_hours === null
                    ? t('rules.contacts.noQuiet')
                    : `${policy.quiet_hours.start}–${policy.quiet_hours.end}`}
                </Table.Td>
                <Table.Td>{limit(policy.channel_messages_max)}</Table.Td>
                <Table.Td>{limit(policy.all_messages_max)}</Table.Td>
                <Table.Td>{policy.window_days}</Table.Td>
                <Table.Td>{t(policy.consent_required ? 'common.yes' : 'common.no')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
