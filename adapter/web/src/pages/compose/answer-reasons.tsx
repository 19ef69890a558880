/** Why this text: what is known of the client in human words, the concern, the thread with its variants, the confidence. */
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AnsweredClient } from '../../api/compose.ts';
import { HeardWords } from '../../parts/concerns/heard-words.tsx';
import { useVocabulary, type Vocabulary } from '../../parts/use-vocabulary.ts';
import styles from './compose.module.css';

interface AnswerReasonsProps {
  readonly answer: AnsweredClient;
  /** What the client said; absent: the order had no words. */
  readonly concernText: string | undefined;
}

export function AnswerReasons({ answer, concernText }: AnswerReasonsProps) {
  const { t, i18n } = useTranslation();
  const vocabulary = useVocabulary();
  const { signals, concern, thread, coverage } = answer;
  return (
    <Stack gap="md">
      <Reason title={t('compose.why.signals')}>
        {signals.length === 0 ? (
          <Text size="sm">{t('compose.why.noSignals')}</Text>
        ) : (
          <Group gap={6}>
            {signals.map((signal) => (
              <Badge key={signal} variant="outline" color="gray.7" tt="none" fw={500} className={styles.plainBadge}>
                {vocabulary.signalName(signal)}
              </Badge>
            ))}
          </Group>
        )}
      </Reason>
      {concern !== null && (
        <Reason title={t('compose.why.concern')}>
          <Text size="sm">
            {t(`compose.concerns.${concern}`)}
            <Text span size="sm" c="dimmed">
              {' '}
              — {describeRule(answer.concern_rule, vocabulary, t)}
            </Text>
          </Text>
        </Reason>
      )}
      {concernText !== undefined && (
        <Reason title={t('compose.why.words')}>
          <HeardWords text={concernText} heard={answer.heard_concerns} steers={answer.concern_rule === 'words'} />
        </Reason>
      )}
      {thread !== null && (
        <Reason title={t('compose.why.thread')}>
          <Text size="sm">
            <Anchor component={Link} to={`/copybook/${encodeURIComponent(thread.id)}`} size="sm" underline="always">
              {thread.id}
            </Anchor>{' '}
            {t('compose.why.variants', { variants: thread.variants.map((variant) => variant + 1).join(' · ') })}
          </Text>
          {coverage !== null && coverage !== 'cell' && (
            <Text size="sm" c="dimmed">
              {t(`compose.why.coverages.${coverage}`)}
            </Text>
          )}
        </Reason>
      )}
      {thread === null && coverage === 'free' && (
        <Reason title={t('compose.why.thread')}>
          <Text size="sm">{t('compose.why.coverages.free')}</Text>
        </Reason>
      )}
      <Reason title={t('compose.confidence')}>
        <Text size="sm">
          {answer.confidence.toLocaleString(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
          {' — '}
          {t(`compose.confidenceMeanings.${confidenceMeaning(answer)}`)}
        </Text>
      </Reason>
    </Stack>
  );
}

function Reason({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {children}
    </div>
  );
}

function confidenceMeaning({ confidence_basis: basis, confidence_calibrated: isCalibrated }: AnsweredClient): string {
  if (basis === 'fit') return 'fit';
  if (basis === 'token_probabilities') return isCalibrated ? 'probability' : 'rank';
  return 'unknown';
}

/** "signal.saver", "age.senior", "family.card", "request" in words. */
function describeRule(rule: string, { signalName }: Vocabulary, t: TFunction): string {
  const [kind = '', name = ''] = rule.split('.');
  if (kind === 'signal') return t('compose.why.rules.signal', { signal: signalName(name) });
  return t(`compose.why.rules.${kind === 'age' ? `age_${name}` : kind}`, { defaultValue: rule });
}
