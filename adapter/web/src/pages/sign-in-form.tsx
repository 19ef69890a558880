/** Name and password; used by the sign-in page and by the dialog that an expired session opens. */
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { sessionKey, signIn } from '../api/session.ts';
import { describeProblem } from '../parts/problem-notice.tsx';

export function SignInForm({ name, onDone }: { name?: string; onDone?: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: name ?? '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('signIn.nameNeeded') : null),
      password: (value) => (value === '' ? t('signIn.passwordNeeded') : null),
    },
  });
  const signing = useMutation({
    mutationFn: (given: { name: string; password: string }) => signIn(given.name, given.password),
    onSuccess: (session) => {
      queries.setQueryData(sessionKey, session);
      onDone?.();
    },
  });
  return (
    <form onSubmit={form.onSubmit((given) => signing.mutate(given))}>
      <Stack>
        <TextInput
          label={t('signIn.name')}
          autoComplete="username"
          readOnly={name !== undefined}
          data-autofocus={name === undefined || undefined}
          autoFocus={name === undefined}
          {...form.getInputProps('name')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          data-autofocus={name !== undefined || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        {signing.isError && (
          <Alert color="red" role="alert">
            {signing.error instanceof ApiError && signing.error.status === 401
              ? t('signIn.wrong')
              : describeProblem(signing.error, t)}
          </Alert>
        )}
        <Button type="submit" loading={signing.isPending}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
