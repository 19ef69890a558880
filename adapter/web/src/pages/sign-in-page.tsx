import { Box, Card, Center, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Preferences } from '../shell/preferences.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={400}>
        <Group justify="center" mb="lg" gap="sm">
          <img src="/web/icon.svg" alt="" width={36} height={36} />
          <Title order={1}>Offerwright</Title>
        </Group>
        <Card withBorder padding="lg" shadow="sm">
          <Text mb="md" c="dimmed" size="sm">
            {t('signIn.hint')}
          </Text>
          <SignInForm />
        </Card>
        <Group justify="center" mt="md">
          <Preferences />
        </Group>
      </Box>
    </Center>
  );
}
