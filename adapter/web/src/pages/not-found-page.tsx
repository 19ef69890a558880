import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Center h="60vh">
      <Stack align="center">
        <Title order={1}>{t('common.notFoundTitle')}</Title>
        <Text>{t('common.notFoundText')}</Text>
        <Button component={Link} to="/">
          {t('common.toStart')}
        </Button>
      </Stack>
    </Center>
  );
}
