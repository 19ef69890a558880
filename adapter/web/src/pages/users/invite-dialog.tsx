import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import type { Role } from '../../api/session.ts';
import { type Invited, inviteUser, usersKey } from '../../api/users.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { RoleSelect } from './role-select.tsx';

interface InviteDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onInvited: (invited: Invited) => void;
}

/** Name and role of a new user; the link comes in the next dialog. */
export function InviteDialog({ opened, onClose, onInvited }: InviteDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm<{ name: string; role: Role }>({
    initialValues: { name: '', role: 'manager' },
    validate: {
      name: (value) => {
        if (value.trim() === '') return t('users.nameNeeded');
        return value.includes(':') ? t('users.nameNoColon') : null;
      },
    },
  });
  const inviting = useMutation({
    mutationFn: inviteUser,
    onSuccess: (invited) => {
      onClose();
      form.reset();
      onInvited(invited);
      return queries.invalidateQueries({ queryKey: usersKey });
    },
    onError: (error) => {
      if (isTaken(error)) form.setFieldError('name', t('users.nameTaken'));
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('users.inviteTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={form.onSubmit((given) => inviting.mutate({ ...given, name: given.name.trim() }))}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('users.inviteHint')}
          </Text>
          <TextInput
            label={t('users.name')}
            description={t('users.nameHint')}
            maxLength={100}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <RoleSelect {...form.getInputProps('role')} />
          {inviting.isError && !isTaken(inviting.error) && <ProblemNotice error={inviting.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={inviting.isPending}>
              {t('users.createLink')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'name_taken';
}
