/** Users: who may sign in, with which role, when last seen; inviting, changing, blocking, resetting. */
import { Alert, Badge, Button, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { type Invited, listUsers, type User, usersKey } from '../../api/users.ts';
import { formatDay, formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';
import { UserMenu } from './user-menu.tsx';

export default function UsersPage() {
  const { t } = useTranslation();
  const users = useQuery({ queryKey: usersKey, queryFn: ({ signal }) => listUsers(signal) });
  const [isInviting, inviting] = useDisclosure(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const [changed, setChanged] = useState<User | null>(null);
  const [wanted, setWanted] = useState('');
  const shown = users.data?.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <>
      <PageTitle title={t('pages.users')} hint={t('users.hint')}>
        <Button leftSection={<IconPlus size={16} />} onClick={inviting.open}>
          {t('users.invite')}
        </Button>
      </PageTitle>
      <Stack>
        <TextInput
          maw={320}
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          leftSection={<IconSearch size={16} />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {users.isError && <ProblemNotice error={users.error} onRetry={() => users.refetch()} />}
        {users.isPending && <Skeleton h={220} aria-label={t('common.loading')} />}
        {shown?.length === 0 && <Alert>{t('common.nothingFound')}</Alert>}
        {shown !== undefined && shown.length > 0 && (
          <UsersTable users={shown} onChangeRole={setChanged} onLink={setInvited} />
        )}
      </Stack>
      <InviteDialog opened={isInviting} onClose={inviting.close} onInvited={setInvited} />
      <LinkDialog invited={invited} onClose={() => setInvited(null)} />
      <RoleDialog user={changed} onClose={() => setChanged(null)} />
    </>
  );
}

interface UsersTableProps {
  readonly users: readonly User[];
  readonly onChangeRole: (user: User) => void;
  readonly onLink: (invited: Invited) => void;
}

function UsersTable({ users, onChangeRole, onLink }: UsersTableProps) {
  const { t } = useTranslation();
  const ownName = useSession().data?.name;
  return (
    <Table.ScrollContainer minWidth={760} type="native" tabIndex={0} role="region" aria-label={t('pages.users')}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('users.name')}</Table.Th>
            <Table.Th scope="col">{t('users.role')}</Table.Th>
            <Table.Th scope="col">{t('users.state')}</Table.Th>
            <Table.Th scope="col">{t('users.lastActive')}</Table.Th>
            <Table.Th scope="col">{t('users.created')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('users.actions')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td fw={600}>
                {user.name}
                {user.name === ownName && (
                  <Text span c="dimmed" size="xs" ml={6}>
                    {t('users.you')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{t(`roles.${user.role}`)}</Table.Td>
              <Table.Td>
                <UserState user={user} />
              </Table.Td>
              <Table.Td>{user.last_active_at === null ? t('users.never') : formatTime(user.last_active_at)}</Table.Td>
              <Table.Td>{formatDay(user.created_at)}</Table.Td>
              <Table.Td ta="right">
                <UserMenu user={user} isOwn={user.name === ownName} onChangeRole={onChangeRole} onLink={onLink} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function UserState({ user }: { user: User }) {
  const { t } = useTranslation();
  if (user.blocked) return <StateBadge color="red.9" label={t('users.blocked')} />;
  if (user.has_password) return <StateBadge color="teal.9" label={t('users.active')} />;
  const until = user.invitation_expires_at;
  if (until === null || Date.parse(until) < Date.now())
    return <StateBadge color="gray.7" label={t('users.linkExpired')} />;
  return (
    <>
      <StateBadge color="brand.7" label={t('users.invited')} />
      <Text size="xs" c="dimmed" mt={2}>
        {t('users.linkUntil', { until: formatTime(until) })}
      </Text>
    </>
  );
}

function StateBadge({ color, label }: { color: string; label: string }) {
  return (
    <Badge color={color} variant="filled" tt="none" fw={500}>
      {label}
    </Badge>
  );
}
