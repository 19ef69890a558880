/** What an administrator can do with one user. Oneself has no such menu: another administrator does it. */
import { ActionIcon, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots, IconKey, IconLock, IconLockOpen, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Invited, putUser, resetPassword, type User, usersKey } from '../../api/users.ts';
import { notifyDone } from '../../parts/notify.ts';
import { notifyUserProblem } from './notify-user-problem.ts';

interface UserMenuProps {
  readonly user: User;
  readonly isOwn: boolean;
  readonly onChangeRole: (user: User) => void;
  readonly onLink: (invited: Invited) => void;
}

export function UserMenu({ user, isOwn, onChangeRole, onLink }: UserMenuProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: usersKey });
  const { name, role, blocked } = user;
  const blocking = useMutation({
    mutationFn: () => putUser(user, { role, blocked: !blocked }),
    onSuccess: () => notifyDone(t(blocked ? 'users.unblockDone' : 'users.blockDone', { name })),
    onError: notifyUserProblem,
    onSettled,
  });
  const resetting = useMutation({
    mutationFn: () => resetPassword(user),
    onSuccess: onLink,
    onError: notifyUserProblem,
    onSettled,
  });
  const confirm = (title: string, text: string, label: string, onConfirm: () => void) =>
    modals.openConfirmModal({
      title: t(title, { name }),
      children: <Text size="sm">{t(text)}</Text>,
      labels: { confirm: t(label), cancel: t('common.cancel') },
      confirmProps: { color: 'red.9' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm,
    });
  return (
    <Menu position="bottom-end" withinPortal disabled={isOwn}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          aria-label={t('users.actionsFor', { name })}
          disabled={isOwn}
          loading={blocking.isPending || resetting.isPending}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={16} />} onClick={() => onChangeRole(user)}>
          {t('users.changeRole')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={16} />}
          onClick={() =>
            user.has_password
              ? confirm('users.resetTitle', 'users.resetText', 'users.reset', () => resetting.mutate())
              : resetting.mutate()
          }
        >
          {t(user.has_password ? 'users.reset' : 'users.newLink')}
        </Menu.Item>
        {blocked ? (
          <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={() => blocking.mutate()}>
            {t('users.unblock')}
          </Menu.Item>
        ) : (
          <Menu.Item
            color="red"
            leftSection={<IconLock size={16} />}
            onClick={() => confirm('users.blockTitle', 'users.blockText', 'users.block', () => blocking.mutate())}
          >
            {t('users.block')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
