/**
 * A campaign step by step: file, columns, check, what and to whom, start; for a new one, and for a draft that is changed,
 * whose file stays. The rows of the file stay on the server.
 */
import { Alert, Button, Group, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Campaign, campaignsKey, checkFile, fetchFile } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { type CampaignDraft, type ChangeDraft, findDraftProblems } from './campaign-draft.ts';
import { CheckStep } from './check-step.tsx';
import { FileStep } from './file-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { OffersStep } from './offers-step.tsx';
import { ReviewStep } from './review-step.tsx';

const stepNames = ['file', 'mapping', 'check', 'offers', 'review'] as const;

const reviewStep = stepNames.length - 1;

interface CampaignWizardProps {
  readonly draft: CampaignDraft;
  /** The stored draft that is changed, in the version that the changes began with; null: a new campaign. */
  readonly edited: Campaign | null;
  readonly onChange: ChangeDraft;
  readonly onDone: () => void;
}

export function CampaignWizard({ draft, edited, onChange, onDone }: CampaignWizardProps) {
  const { fileId, mapping } = draft;
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const opened = useQuery({
    queryKey: [...campaignsKey, 'file', fileId],
    queryFn: ({ signal }) => fetchFile(fileId!, signal),
    enabled: fileId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const report = useQuery({
    queryKey: [...campaignsKey, 'check', fileId, mapping],
    queryFn: ({ signal }) => checkFile(fileId!, mapping!, signal),
    enabled: fileId !== null && mapping !== null && draft.step >= 2,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const mayGo = [
    fileId !== null && opened.isSuccess,
    mapping !== null && mapping.columns.length > 0,
    report.isSuccess && report.data.rows_good > 0,
    findDraftProblems(draft).length === 0,
  ];
  const lastOpen = mayGo.indexOf(false) < 0 ? stepNames.length - 1 : mayGo.indexOf(false);
  const step = Math.min(draft.step, fileId === null ? 0 : stepNames.length - 1);
  const go = (to: number) => onChange({ step: to });
  return (
    <Stack>
      <StepLine step={step} lastOpen={lastOpen} isNarrow={isNarrow === true} onGo={go} />
      <StepTop step={step}>
        {step === 0 && edited === null && <FileStep draft={draft} onChange={onChange} />}
        {step === 0 && edited !== null && <FixedFile campaign={edited} />}
        {step === 1 && <MappingStep opened={opened} draft={draft} onChange={onChange} />}
        {step === 2 && <CheckStep report={report} opened={opened.data} />}
        {step === 3 && <OffersStep draft={draft} onChange={onChange} regions={report.data?.regions ?? []} />}
        {step === reviewStep && (
          <ReviewStep
            draft={draft}
            edited={edited}
            file={opened.data?.file}
            report={report.data}
            onBack={() => go(reviewStep - 1)}
            onDone={onDone}
          />
        )}
      </StepTop>
      {step < reviewStep && <Steering step={step} mayGo={mayGo[step] ?? false} onGo={go} />}
    </Stack>
  );
}

/** The rows of a draft are those of its file: another file is another campaign. */
function FixedFile({ campaign: { file } }: { campaign: Campaign }) {
  const { t } = useTranslation();
  return (
    <Alert>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {file.name} ({t('campaigns.settings.rows', { count: formatCount(file.rows) })})
      </Text>
      <Text size="sm">{t('campaigns.edit.fileStays')}</Text>
    </Alert>
  );
}

interface StepLineProps {
  readonly step: number;
  readonly lastOpen: number;
  readonly isNarrow: boolean;
  readonly onGo: (step: number) => void;
}

function StepLine({ step, lastOpen, isNarrow, onGo }: StepLineProps) {
  const { t } = useTranslation();
  if (isNarrow) {
    return (
      <Text fw={600}>
        {t('campaigns.wizard.step', { step: step + 1 })}: {t(`campaigns.wizard.steps.${stepNames[step]!}`)}
      </Text>
    );
  }
  return (
    <Stepper active={step} onStepClick={onGo} size="sm" iconSize={30}>
      {stepNames.map((name, place) => (
        <Stepper.Step key={name} label={t(`campaigns.wizard.steps.${name}`)} allowStepSelect={place <= lastOpen} />
      ))}
    </Stepper>
  );
}

/** Takes the focus when the step changes, so that the keyboard and a screen reader go on from its top. */
function StepTop({ step, children }: { step: number; children: React.ReactNode }) {
  const { t } = useTranslation();
  const top = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // Under the header that stays, a browser would hide the top of it.
    top.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [step]);
  return (
    <section
      ref={top}
      tabIndex={-1}
      aria-label={t(`campaigns.wizard.steps.${stepNames[step]!}`)}
      style={{ outline: 'none' }}
    >
      {children}
    </section>
  );
}

function Steering({ step, mayGo, onGo }: { step: number; mayGo: boolean; onGo: (step: number) => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Button variant="default" disabled={step === 0} onClick={() => onGo(step - 1)}>
        {t('campaigns.wizard.back')}
      </Button>
      <Button disabled={!mayGo} onClick={() => onGo(step + 1)}>
        {t('campaigns.wizard.next')}
      </Button>
    </Group>
  );
}
