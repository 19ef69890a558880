/** An expired session in the middle of work: sign in again in place, and nothing that was typed is lost. */
import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../pages/sign-in-form.tsx';

export function SignInAgain({ name, opened, onDone }: { name: string; opened: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onDone} title={t('signIn.expiredTitle')}>
      <Text size="sm" mb="md">
        {t('signIn.expiredHint')}
      </Text>
      <SignInForm name={name} onDone={onDone} />
    </Modal>
  );
}
