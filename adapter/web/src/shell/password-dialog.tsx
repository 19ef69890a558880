/** One's own password. */
import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { changePassword } from '../api/users.ts';
import { findPasswordProblem, NewPasswordFields } from '../pages/users/new-password-fields.tsx';
import { notifyDone } from '../parts/notify.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';

export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { current: '', password: '', repeated: '' },
    validate: {
      current: (value) => (value === '' ? t('password.currentNeeded') : null),
      password: (value) => {
        const problem = findPasswordProblem(value);
        return problem === null ? null : t(problem);
      },
      repeated: (value, { password }) => (value === password ? null : t('password.different')),
    },
  });
  const close = () => {
    // Passwords stay in memory no longer than the dialog.
    form.reset();
    changing.reset();
    onClose();
  };
  const changing = useMutation({
    mutationFn: ({ current, password }: { current: string; password: string }) =>
      changePassword({ current, new: password }),
    onSuccess: () => {
      close();
      notifyDone(t('password.done'));
    },
    onError: (error) => {
      if (fieldOf(error) === 'current') form.setFieldError('current', t('password.currentWrong'));
      if (fieldOf(error) === 'new') form.setFieldError('password', t('password.weak'));
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('password.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={form.onSubmit((given) => changing.mutate(given))}>
        <Stack>
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('current')}
          />
          <NewPasswordFields form={form} />
          {changing.isError && fieldOf(changing.error) === null && <ProblemNotice error={changing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={changing.isPending}>
              {t('password.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function fieldOf(error: unknown): string | null {
  return error instanceof ApiError && error.status === 422 ? error.field : null;
}
