/** Write one text: what and for whom on the left, texts as they are written on the right. */
import { Button, Group, Paper, Stack, Tabs, Text, ThemeIcon, Title } from '@mantine/core';
import { IconColumns3, IconPencil, IconPencilBolt } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';
import { AnswerView } from './answer-view.tsx';
import { ClientFields } from './client-fields.tsx';
import { CompareAnswers } from './compare-answers.tsx';
import styles from './compose.module.css';
import { emptyForm, toOrder } from './compose-form.ts';
import { OrderFields } from './order-fields.tsx';
import { type Attempts, answerOf, useAttempts } from './use-attempts.ts';
import { useKept } from './use-kept.ts';

export default function ComposePage() {
  const { t, i18n } = useTranslation();
  const [form, setForm] = useKept('form', emptyForm);
  const attempts = useAttempts();
  const results = useRef<HTMLElement>(null);
  const shown = attempts.shown?.number ?? null;
  const seen = useRef(shown);
  useEffect(() => {
    // On a phone the texts stand below the form: a new one comes into view.
    const isBelow = (results.current?.getBoundingClientRect().top ?? 0) > window.innerHeight / 2;
    if (shown !== null && shown !== seen.current) {
      if (isBelow) results.current?.scrollIntoView({ block: 'start' });
      results.current?.scrollTo({ top: 0 });
    }
    seen.current = shown;
  }, [shown]);
  return (
    <>
      <PageTitle title={t('pages.compose')} hint={t('compose.hint')} />
      <div className={styles.columns}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            attempts.write(toOrder(form, i18n.language));
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
          }}
        >
          <Stack gap="md">
            <Paper withBorder p="md" component="section" aria-labelledby="what-title">
              <Title order={2} size="h4" mb="sm" id="what-title">
                {t('compose.what')}
              </Title>
              <OrderFields form={form} onChange={setForm} />
            </Paper>
            <Paper withBorder p="md" component="section" aria-labelledby="whom-title">
              <Title order={2} size="h4" mb="sm" id="whom-title">
                {t('compose.whom')}
              </Title>
              <ClientFields form={form} onChange={setForm} />
            </Paper>
          </Stack>
          <div className={styles.submit}>
            <Button type="submit" fullWidth leftSection={<IconPencilBolt size={18} />} loading={attempts.isWriting}>
              {t('compose.submit')}
            </Button>
          </div>
        </form>
        <section ref={results} className={styles.results} aria-label={t('compose.results')}>
          <Results attempts={attempts} />
        </section>
      </div>
    </>
  );
}

function Results({ attempts }: { attempts: Attempts }) {
  const { t } = useTranslation();
  // The text that was shown when comparing began: a newer one ends it.
  const [comparedAt, setComparedAt] = useState<number | null>(null);
  const { shown } = attempts;
  if (shown === null) return <Nothing />;
  const writtenCount = attempts.attempts.filter((attempt) => (answerOf(attempt)?.text ?? '') !== '').length;
  const value = comparedAt === shown.number && writtenCount > 1 ? 'compare' : String(shown.number);
  return (
    <Tabs
      variant="pills"
      value={value}
      onChange={(next) => {
        setComparedAt(next === 'compare' ? shown.number : null);
        if (next !== null && next !== 'compare') attempts.show(Number(next));
      }}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={t('compose.results')}>
        {attempts.attempts.map(({ number }) => (
          <Tabs.Tab key={number} value={String(number)}>
            {t('compose.variant', { number })}
            {attempts.picked === number && ' ✓'}
          </Tabs.Tab>
        ))}
        {writtenCount > 1 && (
          <Tabs.Tab value="compare" leftSection={<IconColumns3 size={16} />}>
            {t('compose.compare.title')}
          </Tabs.Tab>
        )}
      </Tabs.List>
      {attempts.attempts.map((attempt) => (
        <Tabs.Panel key={attempt.number} value={String(attempt.number)}>
          <AnswerView attempt={attempt} attempts={attempts} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="compare">
        <CompareAnswers attempts={attempts} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" maw={460} mx="auto" ta="center">
        <ThemeIcon size={44} radius="xl" variant="light">
          <IconPencil size={24} />
        </ThemeIcon>
        <Text fw={600}>{t('compose.nothingTitle')}</Text>
        <Text size="sm" c="dimmed">
          {t('compose.nothingText')}
        </Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t('compose.shortcut')}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}
