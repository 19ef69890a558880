import { Button, Group, Modal, Select, type SelectProps, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type CreatedInterview,
  createInterview,
  interviewsKey,
  processSubjects,
  productSubjects,
  type Subject,
} from '../../api/interviews.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

interface CreateInterviewDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: (created: CreatedInterview) => void;
}

/** What is to be learned, and about what; the link comes in the next dialog. What was typed survives a refusal. */
export function CreateInterviewDialog({ opened, onClose, onCreated }: CreateInterviewDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const vocabulary = useVocabulary();
  const form = useForm<{ goal: string; subject: Subject | null; product: string | null }>({
    initialValues: { goal: '', subject: null, product: null },
    validate: {
      goal: (value) => (value.trim() === '' ? t('interviews.goalNeeded') : null),
      subject: (value) => (value === null ? t('interviews.subjectNeeded') : null),
    },
  });
  const creating = useMutation({
    mutationFn: createInterview,
    onSuccess: (created) => {
      onClose();
      form.reset();
      onCreated(created);
      return queries.invalidateQueries({ queryKey: interviewsKey });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('interviews.createTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={form.onSubmit(({ goal, subject, product }) =>
          creating.mutate({ goal: goal.trim(), subject: subject!, ...(product !== null && { product }) }),
        )}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t('interviews.createHint')}
          </Text>
          <Textarea
            label={t('interviews.goal')}
            description={t('interviews.goalHint')}
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps('goal')}
          />
          <SubjectSelect {...form.getInputProps('subject')} />
          <Select
            label={t('interviews.product')}
            description={t('interviews.productHint')}
            data={productOptions(vocabulary)}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('common.close') }}
            {...form.getInputProps('product')}
          />
          {creating.isError && <ProblemNotice error={creating.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={creating.isPending}>
              {t('interviews.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function SubjectSelect(field: SelectProps) {
  const { t } = useTranslation();
  const options = (subjects: readonly Subject[]) =>
    subjects.map((value) => ({ value, label: t(`interviews.subjects.${value}`) }));
  return (
    <Select
      label={t('interviews.subject')}
      data={[
        { group: t('interviews.aboutProducts'), items: options(productSubjects) },
        { group: t('interviews.aboutProcesses'), items: options(processSubjects) },
      ]}
      {...field}
    />
  );
}
