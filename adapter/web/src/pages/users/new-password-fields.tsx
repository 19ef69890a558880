/** A new password, twice, with its rules; the service checks what cannot be checked here (common ones). */
import { PasswordInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

const charsMin = 12;
const charsMax = 200;

/** What is wrong with it, as a key of the words, or null. */
export function findPasswordProblem(password: string): string | null {
  const charsCount = [...password].length;
  if (charsCount < charsMin) return 'password.tooShort';
  return charsCount > charsMax ? 'password.tooLong' : null;
}

export function NewPasswordFields<Values extends NewPassword>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation();
  const toggle = { 'aria-label': t('signIn.showPassword') };
  return (
    <>
      <PasswordInput
        label={t('password.new')}
        description={t('password.rules')}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        {...form.getInputProps('password')}
      />
      <PasswordInput
        label={t('password.repeat')}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        {...form.getInputProps('repeated')}
      />
    </>
  );
}
