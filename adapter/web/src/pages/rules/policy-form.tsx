/** The form of the contact policy. What somebody else saved meanwhile is shown; one's own values stay in the fields. */
import { Alert, Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { type ContactPolicy, fetchPolicy, type PolicyContent, policyKey, putPolicy } from '../../api/rules.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const windowDaysMax = 366;
const messagesMax = 100_000;
const usualQuiet = { start: '21:00', end: '09:00' };

interface Values {
  readonly isQuiet: boolean;
  readonly start: string;
  readonly end: string;
  readonly channelMax: number | string;
  readonly allMax: number | string;
  readonly windowDays: number | string;
  readonly consentRequired: boolean;
}

export function PolicyForm({ policy, isReadOnly }: { policy: ContactPolicy; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // The version that the fields began with: a newer one is a conflict, until the person chooses.
  const [version, setVersion] = useState(policy.version);
  const form = useForm<Values>({
    initialValues: valuesOf(policy),
    validate: {
      start: (value, { isQuiet }) => (!isQuiet || timePattern.test(value) ? null : t('rules.contacts.time')),
      end: (value, { isQuiet, start }) => {
        if (!isQuiet) return null;
        if (!timePattern.test(value)) return t('rules.contacts.time');
        return value === start ? t('rules.contacts.endDiffers') : null;
      },
      windowDays: (value) => (Number(value) >= 1 && Number(value) <= windowDaysMax ? null : t('rules.contacts.days')),
    },
  });
  const saving = useMutation({
    mutationFn: (values: Values) => putPolicy(contentOf(values), version),
    onSuccess: async (saved) => {
      notifyDone(t('rules.contacts.saved', { version: saved.version }));
      setVersion(saved.version);
      form.resetDirty();
      await queries.invalidateQueries({ queryKey: policyKey });
    },
    onError: async (error) => {
      if (!isOutdated(error)) return;
      await queries.fetchQuery({ queryKey: policyKey, queryFn: () => fetchPolicy(), staleTime: 0 });
      await queries.invalidateQueries({ queryKey: policyKey });
    },
  });
  const hasConflict = policy.version > version;
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <fieldset disabled={isReadOnly} style={{ border: 0, padding: 0, margin: 0 }}>
        <Stack maw={720}>
          {hasConflict && (
            <Conflict
              policy={policy}
              onMine={() => {
                saving.reset();
                setVersion(policy.version);
              }}
              onTheirs={() => {
                saving.reset();
                setVersion(policy.version);
                form.setValues(valuesOf(policy));
              }}
            />
          )}
          <PolicyFields form={form} isReadOnly={isReadOnly} />
          {saving.isError && !isOutdated(saving.error) && <ProblemNotice error={saving.error} />}
          {!isReadOnly && (
            <Group>
              <Button type="submit" loading={saving.isPending} disabled={hasConflict}>
                {t('rules.contacts.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

const isOutdated = (error: unknown) => error instanceof ApiError && error.status === 412;

function valuesOf({ quiet_hours, ...policy }: PolicyContent): Values {
  return {
    isQuiet: quiet_hours !== null,
    ...(quiet_hours ?? usualQuiet),
    channelMax: policy.channel_messages_max,
    allMax: policy.all_messages_max,
    windowDays: policy.window_days,
    consentRequired: policy.consent_required,
  };
}

function contentOf({ isQuiet, start, end, channelMax, allMax, windowDays, consentRequired }: Values): PolicyContent {
  return {
    quiet_hours: isQuiet ? { start, end } : null,
    channel_messages_max: Number(channelMax) || 0,
    all_messages_max: Number(allMax) || 0,
    window_days: Number(windowDays),
    consent_required: consentRequired,
  };
}

type Form = Pick<UseFormReturnType<Values>, 'values' | 'getInputProps'>;

function PolicyFields({ form, isReadOnly }: { form: Form; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const whole = { min: 0, max: messagesMax, allowDecimal: false, allowNegative: false, disabled: isReadOnly };
  return (
    <>
      <Switch
        label={t('rules.contacts.quiet')}
        description={t('rules.contacts.quietHint')}
        disabled={isReadOnly}
        {...form.getInputProps('isQuiet', { type: 'checkbox' })}
      />
      {form.values.isQuiet && (
        <Group>
          <TextInput type="time" w={140} label={t('rules.contacts.start')} {...form.getInputProps('start')} />
          <TextInput type="time" w={140} label={t('rules.contacts.end')} {...form.getInputProps('end')} />
        </Group>
      )}
      <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: 'end' }}>
        <NumberInput {...whole} label={t('rules.contacts.channelMax')} {...form.getInputProps('channelMax')} />
        <NumberInput {...whole} label={t('rules.contacts.allMax')} {...form.getInputProps('allMax')} />
        <NumberInput
          {...whole}
          min={1}
          max={windowDaysMax}
          label={t('rules.contacts.window')}
          {...form.getInputProps('windowDays')}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {t('rules.contacts.capHint')}
      </Text>
      <Checkbox
        label={t('rules.contacts.consent')}
        description={t('rules.contacts.consentHint')}
        disabled={isReadOnly}
        {...form.getInputProps('consentRequired', { type: 'checkbox' })}
      />
    </>
  );
}

interface ConflictProps {
  readonly policy: ContactPolicy;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

function Conflict({ policy, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" role="alert" title={t('rules.contacts.conflictTitle', { author: policy.created_by ?? '' })}>
      <Text size="sm" mb="sm">
        {t('rules.contacts.conflictText', { version: policy.version })}
      </Text>
      <Group>
        <Button variant="default" onClick={onTheirs}>
          {t('rules.contacts.theirs')}
        </Button>
        <Button variant="default" onClick={onMine}>
          {t('rules.contacts.mine')}
        </Button>
      </Group>
    </Alert>
  );
}
