/** Who approves a campaign of which reach. Everybody may read it; administrators and compliance change it. */
import { ActionIcon, Alert, Button, Group, Modal, NumberInput, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import {
  type ApprovalRules,
  approvalRulesKey,
  campaignsKey,
  fetchApprovalRules,
  putApprovalRules,
} from '../../api/campaigns.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { approversInWords } from './campaign-words.ts';

interface Step {
  /** null: the last. */
  readonly max: number | null;
  readonly managers: number;
  readonly compliance: number;
}

const peopleMax = 5;
const stepsMax = 10;

export function ApprovalRulesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const rules = useQuery({
    queryKey: approvalRulesKey,
    queryFn: ({ signal }) => fetchApprovalRules(signal),
    enabled: opened,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('campaigns.rules.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('campaigns.rules.hint')}
        </Text>
        {rules.isPending && <Skeleton h={180} aria-label={t('common.loading')} />}
        {rules.isError && <ProblemNotice error={rules.error} onRetry={() => rules.refetch()} />}
        {rules.isSuccess && <RulesEditor rules={rules.data} onClose={onClose} />}
      </Stack>
    </Modal>
  );
}

function RulesEditor({ rules, onClose }: { rules: ApprovalRules; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const role = useSession().data?.role;
  const mayChange = role === 'administrator' || role === 'compliance';
  const [steps, setSteps] = useState(() => rules.steps.map(toStep));
  const problem = findProblem(steps);
  const saving = useMutation({
    mutationFn: () => putApprovalRules(rules.version, steps.map(fromStep)),
    onSuccess: (saved) => {
      queries.setQueryData(approvalRulesKey, saved);
      notifyDone(t('campaigns.rules.saved'));
      onClose();
      return queries.invalidateQueries({ queryKey: campaignsKey });
    },
    // The newer version is read, and stands beside what was typed.
    onError: () => queries.invalidateQueries({ queryKey: approvalRulesKey }),
  });
  const isChangedMeanwhile = saving.error instanceof ApiError && saving.error.kind === 'version_conflict';
  const change = (place: number, part: Partial<Step>) =>
    setSteps(steps.map((step, at) => (at === place ? { ...step, ...part } : step)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) saving.mutate();
      }}
    >
      <Stack>
        {steps.map((step, place) => (
          <StepFields
            // Steps have no name of their own; their place is what they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            key={place}
            step={step}
            isReadOnly={!mayChange}
            onChange={(part) => change(place, part)}
            onRemove={step.max === null ? null : () => setSteps(steps.filter((_, at) => at !== place))}
          />
        ))}
        {problem !== null && <Alert color="red">{t(`campaigns.rules.${problem}`)}</Alert>}
        {isChangedMeanwhile && (
          <Alert color="orange">{t('campaigns.rules.changedMeanwhile', { steps: stepsInWords(rules, t) })}</Alert>
        )}
        {saving.isError && !isChangedMeanwhile && <ProblemNotice error={saving.error} />}
        {mayChange ? (
          <Group justify="space-between">
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              disabled={steps.length >= stepsMax}
              onClick={() => setSteps(withNewStep(steps))}
            >
              {t('campaigns.rules.add')}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={problem !== null}>
              {t('common.save')}
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('campaigns.rules.readOnly')}
          </Text>
        )}
      </Stack>
    </form>
  );
}

interface StepFieldsProps {
  readonly step: Step;
  readonly isReadOnly: boolean;
  readonly onChange: (part: Partial<Step>) => void;
  /** null: the last step stays. */
  readonly onRemove: (() => void) | null;
}

function StepFields({ step, isReadOnly, onChange, onRemove }: StepFieldsProps) {
  const { t } = useTranslation();
  const shared = { min: 0, max: peopleMax, allowDecimal: false, readOnly: isReadOnly, w: 170 };
  return (
    <Group align="flex-end" gap="sm">
      {step.max === null ? (
        <Stack gap={0} w={180}>
          <Text size="sm" fw={500}>
            {t('campaigns.rules.above')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('campaigns.rules.aboveHint')}
          </Text>
        </Stack>
      ) : (
        <NumberInput
          label={t('campaigns.rules.upTo')}
          w={180}
          min={1}
          allowDecimal={false}
          thousandSeparator=" "
          readOnly={isReadOnly}
          value={step.max}
          onChange={(value) => onChange({ max: Number(value) })}
        />
      )}
      <NumberInput
        {...shared}
        label={t('campaigns.rules.managers')}
        value={step.managers}
        onChange={(value) => onChange({ managers: Number(value) })}
      />
      <NumberInput
        {...shared}
        label={t('campaigns.rules.compliance')}
        value={step.compliance}
        onChange={(value) => onChange({ compliance: Number(value) })}
      />
      {!isReadOnly && onRemove !== null && (
        <ActionIcon variant="subtle" color="red" size="lg" aria-label={t('campaigns.rules.remove')} onClick={onRemove}>
          <IconTrash size={18} />
        </ActionIcon>
      )}
    </Group>
  );
}

function toStep({ clients_max: max, approvers }: ApprovalRules['steps'][number]): Step {
  const countOf = (role: string) => approvers.find((one) => one.role === role)?.count ?? 0;
  return { max, managers: countOf('manager'), compliance: countOf('compliance') };
}

function fromStep({ max, managers, compliance }: Step): ApprovalRules['steps'][number] {
  const approvers = [
    { role: 'manager' as const, count: managers },
    { role: 'compliance' as const, count: compliance },
  ].filter(({ count }) => count > 0);
  return { clients_max: max, approvers };
}

function withNewStep(steps: readonly Step[]): Step[] {
  const bounds = steps.flatMap(({ max }) => (max === null ? [] : [max]));
  const added = { max: (bounds.at(-1) ?? 10) * 10, managers: 1, compliance: 0 };
  return [...steps.slice(0, -1), added, steps.at(-1)!];
}

function findProblem(steps: readonly Step[]): 'rising' | 'someone' | null {
  if (steps.some(({ managers, compliance }) => managers + compliance === 0)) return 'someone';
  const bounds = steps.flatMap(({ max }) => (max === null ? [] : [max]));
  return bounds.every((bound, place) => bound > (bounds[place - 1] ?? 0)) ? null : 'rising';
}

function stepsInWords(rules: ApprovalRules, t: TFunction): string {
  return rules.steps
    .map(({ clients_max: max, approvers }) => {
      const people = approversInWords(approvers, t);
      if (max === null) return t('campaigns.rules.lastStepInWords', { people });
      return t('campaigns.rules.stepInWords', { max: formatCount(max), people });
    })
    .join('; ');
}
