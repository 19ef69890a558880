import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/session.ts';
import { putUser, type User, usersKey } from '../../api/users.ts';
import { notifyDone } from '../../parts/notify.ts';
import { notifyUserProblem } from './notify-user-problem.ts';
import { RoleSelect } from './role-select.tsx';

/** Another role for a user. @param user null: closed. */
export function RoleDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={user !== null}
      onClose={onClose}
      title={t('users.changeRoleTitle', { name: user?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {user !== null && <RoleForm key={user.id} user={user} onClose={onClose} />}
    </Modal>
  );
}

function RoleForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>(user.role);
  const saving = useMutation({
    mutationFn: () => putUser(user, { role, blocked: user.blocked }),
    onSuccess: () => notifyDone(t('users.roleChanged', { name: user.name })),
    onError: notifyUserProblem,
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: usersKey });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack>
        <RoleSelect value={role} onChange={(value) => setRole(value as Role)} data-autofocus />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={role === user.role}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
