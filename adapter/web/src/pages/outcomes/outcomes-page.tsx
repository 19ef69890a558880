/** Outcomes of a file: chosen, its columns named, checked, loaded. What was chosen survives a refusal and a new sign-in. */
import { Anchor, Group, Stack, Stepper, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InspectedOutcomes, importOutcomes, inspectOutcomes, type OutcomesReport } from '../../api/outcomes.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FileStep } from './file-step.tsx';
import { type MappingForm, suggestMapping, toMapping } from './mapping-form.ts';
import { MappingStep } from './mapping-step.tsx';
import { ReportStep } from './report-step.tsx';

interface Opened {
  readonly file: File;
  readonly inspected: InspectedOutcomes;
}

export default function OutcomesPage() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [form, setForm] = useState<MappingForm | null>(null);
  const [report, setReport] = useState<OutcomesReport | null>(null);
  const opening = useMutation({
    mutationFn: async (file: File) => ({ file, inspected: await inspectOutcomes(file) }),
    onSuccess: (result) => {
      setOpened(result);
      setForm(suggestMapping(result.inspected));
      setReport(null);
    },
  });
  const loading = useMutation({
    mutationFn: (isDryRun: boolean) => importOutcomes(opened!.file, toMapping(form!), isDryRun),
    onSuccess: setReport,
  });
  const restart = () => {
    setOpened(null);
    setForm(null);
    setReport(null);
    opening.reset();
    loading.reset();
  };
  const step = report === null ? (opened === null ? 0 : 1) : report.dry_run ? 2 : 4;
  return (
    <>
      <PageTitle title={t('pages.outcomes')} hint={t('outcomes.hint')} />
      <Stack>
        <Stepper active={step} size="sm" allowNextStepsSelect={false} aria-label={t('pages.outcomes')}>
          {(['file', 'mapping', 'check', 'done'] as const).map((name, index) => (
            <Stepper.Step
              key={name}
              label={t(`outcomes.steps.${name}`)}
              // Only headings: the buttons below lead back and forth.
              component="div"
              tabIndex={-1}
              aria-current={index === Math.min(step, 3) ? 'step' : undefined}
            />
          ))}
        </Stepper>
        {opening.isError && <ProblemNotice error={opening.error} />}
        {loading.isError && <ProblemNotice error={loading.error} />}
        {opened === null && <FileStep isReading={opening.isPending} onFile={(file) => opening.mutate(file)} />}
        {opened !== null && form !== null && report === null && (
          <MappingStep
            fileName={opened.file.name}
            inspected={opened.inspected}
            form={form}
            onChange={setForm}
            isChecking={loading.isPending}
            onCheck={() => loading.mutate(true)}
            onRestart={restart}
          />
        )}
        {report !== null && (
          <ReportStep
            report={report}
            isLoading={loading.isPending}
            onImport={() => loading.mutate(false)}
            onBack={() => setReport(null)}
            onRestart={restart}
          />
        )}
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t('outcomes.byMachine')}
          </Text>
          <Anchor size="sm" href="/api" target="_blank" rel="noreferrer">
            {t('outcomes.openApi')}
          </Anchor>
        </Group>
      </Stack>
    </>
  );
}
