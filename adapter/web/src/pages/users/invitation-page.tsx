/** Where a link leads: the person sets a password and is signed in. */
import { Alert, Anchor, Box, Button, Card, Center, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import { sessionKey, signIn } from '../../api/session.ts';
import { fetchInvitation, type Invitation, takeUpInvitation } from '../../api/users.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Preferences } from '../../shell/preferences.tsx';
import { findPasswordProblem, NewPasswordFields } from './new-password-fields.tsx';

export function InvitationPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => fetchInvitation(token),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={440}>
        <Group justify="center" mb="lg" gap="sm">
          <img src="/web/icon.svg" alt="" width={36} height={36} />
          <Title order={1}>Offerwright</Title>
        </Group>
        <Card withBorder padding="lg" shadow="sm">
          {invitation.isPending && <Loader aria-label={t('common.loading')} />}
          {invitation.isError && isOver(invitation.error) && <Over />}
          {invitation.isError && !isOver(invitation.error) && (
            <ProblemNotice error={invitation.error} onRetry={() => invitation.refetch()} />
          )}
          {invitation.isSuccess && <PasswordForm token={token} invitation={invitation.data} />}
        </Card>
        <Group justify="center" mt="md">
          <Preferences />
        </Group>
      </Box>
    </Center>
  );
}

function PasswordForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name, role } = invitation;
  const form = useForm({
    initialValues: { password: '', repeated: '' },
    validate: {
      password: (value) => {
        const problem = findPasswordProblem(value);
        return problem === null ? null : t(problem);
      },
      repeated: (value, { password }) => (value === password ? null : t('password.different')),
    },
  });
  const setting = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      await takeUpInvitation(token, password);
      return await signIn(name, password);
    },
    onSuccess: async (session) => {
      await navigate('/', { replace: true });
      queries.setQueryData(sessionKey, session);
    },
    onError: (error) => {
      if (isWeak(error)) form.setFieldError('password', t('password.weak'));
    },
  });
  return (
    <form onSubmit={form.onSubmit((given) => setting.mutate(given))}>
      <Stack>
        <Title order={2} size="h3">
          {t('invitation.title')}
        </Title>
        <Text size="sm">{t('invitation.welcome', { name, role: t(`roles.${role}`) })}</Text>
        <TextInput label={t('signIn.name')} value={name} readOnly autoComplete="username" />
        <NewPasswordFields form={form} />
        {setting.isError && isOver(setting.error) && <Over />}
        {setting.isError && !isOver(setting.error) && !isWeak(setting.error) && <ProblemNotice error={setting.error} />}
        <Button type="submit" loading={setting.isPending}>
          {t('invitation.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function Over() {
  const { t } = useTranslation();
  return (
    <Alert title={t('invitation.overTitle')}>
      <Text size="sm">{t('invitation.overText')}</Text>
      <Anchor component={Link} to="/" size="sm">
        {t('invitation.toSignIn')}
      </Anchor>
    </Alert>
  );
}

function isOver(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function isWeak(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422 && error.field === 'password';
}
