/** The form of terms by section, the bar with the check and the button, and the texts that come of it. */
import { Button, Card, Group, List, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermsContent } from '../../api/catalogue.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { ByChannelFields } from './by-channel-fields.tsx';
import { ClaimsFields } from './claims-fields.tsx';
import { describeTermsField, describeTermsProblem } from './describe-terms-problem.ts';
import { MoneyFields, ProviderFields, ValidityFields } from './terms-fields.tsx';
import { TermsSamples } from './terms-samples.tsx';
import { type TermsCheck, useTermsCheck } from './use-terms-check.ts';

interface TermsFormProps {
  readonly product: string;
  readonly terms: TermsContent;
  readonly isSaving: boolean;
  /** Somebody stored another version: the person chooses first. */
  readonly isBlocked: boolean;
  readonly notice: ReactNode;
  readonly onChange: (terms: TermsContent) => void;
  readonly onSave: () => void;
  readonly onLeave: () => void;
}

export function TermsForm(given: TermsFormProps) {
  const { product, terms, notice, onChange, onSave } = given;
  const { t } = useTranslation();
  const { channelName } = useVocabulary();
  const check = useTermsCheck(product, terms);
  const fields = {
    terms,
    problemOf: (field: string) => {
      const found = check.problems.find((problem) => problem.field === field);
      return found === undefined ? undefined : describeTermsProblem(found, { t, channelName });
    },
    onChange: (changed: Partial<TermsContent>) => onChange({ ...terms, ...changed }),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (check.isPassed && !given.isBlocked) onSave();
      }}
    >
      <Stack maw={1080}>
        <Section name="provider">
          <ProviderFields {...fields} />
        </Section>
        <Section name="validity">
          <ValidityFields {...fields} />
        </Section>
        <Section name="terms">
          <MoneyFields {...fields} />
        </Section>
        <Section name="channels">
          <ByChannelFields {...fields} />
        </Section>
        <Section name="claims">
          <ClaimsFields product={product} {...fields} />
        </Section>
        {notice}
        <SaveBar check={check} {...given} />
        <CheckLists check={check} />
        {check.error !== null && <ProblemNotice error={check.error} />}
      </Stack>
      {check.checked !== null && (
        <Card withBorder mt="md">
          <TermsSamples checks={check.checked.checks} />
        </Card>
      )}
    </form>
  );
}

function Section({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Card withBorder component="section" aria-label={t(`catalogue.sections.${name}`)}>
      <Text component="h2" fw={600} mb="sm">
        {t(`catalogue.sections.${name}`)}
      </Text>
      {children}
    </Card>
  );
}

function SaveBar({ check, isSaving, isBlocked, onLeave }: TermsFormProps & { readonly check: TermsCheck }) {
  const { t } = useTranslation();
  const { problems, isPassed, isRunning, isWaiting } = check;
  return (
    <Paper withBorder p="sm" pos="sticky" bottom={8} style={{ zIndex: 2 }}>
      <Group justify="space-between" gap="sm">
        <Group gap={8} aria-live="polite">
          {isRunning && <Loader size="xs" aria-label={t('catalogue.edit.checking')} />}
          {isWaiting && <Text size="sm">{t('catalogue.edit.waiting')}</Text>}
          {isPassed && <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" aria-hidden />}
          {isPassed && <Text size="sm">{t('catalogue.edit.passed')}</Text>}
          {problems.length > 0 && <IconAlertTriangle size={18} color="var(--mantine-color-red-6)" aria-hidden />}
          {problems.length > 0 && <Text size="sm">{t('catalogue.edit.failed', { count: problems.length })}</Text>}
        </Group>
        <Group gap="sm">
          <Button variant="default" onClick={onLeave}>
            {t('catalogue.edit.discard')}
          </Button>
          <Button type="submit" loading={isSaving} disabled={!isPassed || isBlocked}>
            {t('catalogue.edit.save')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function CheckLists({ check }: { check: TermsCheck }) {
  const { t } = useTranslation();
  const { channelName } = useVocabulary();
  const warnings = check.checked?.warnings ?? [];
  return (
    <>
      {check.problems.length > 0 && (
        <List size="sm" c="var(--mantine-color-error)">
          {check.problems.map((problem) => (
            <List.Item key={`${problem.field} ${problem.limit} ${problem.given}`}>
              <b>{describeTermsField(problem.field, { t, channelName })}</b>:{' '}
              {describeTermsProblem(problem, { t, channelName })}
            </List.Item>
          ))}
        </List>
      )}
      {warnings.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('catalogue.edit.warnings')}
          </Text>
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={`${warning.limit} ${warning.given}`}>
                {describeTermsProblem(warning, { t, channelName })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  );
}
