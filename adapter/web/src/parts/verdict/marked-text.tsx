/**
 * A text with what law added and what rules point at. A mark tells its rule, article and message on hover and on focus;
 * it is a stop of the Tab key, so that nothing is for the mouse alone.
 */
import { Stack, Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DisclosureOfText } from '../previews/text-pieces.ts';
import { cutText, type MarkedPiece } from './cut-text.ts';
import styles from './verdict.module.css';
import type { RuleResult } from './verdict-types.ts';

export interface MarkedTextProps {
  readonly text: string;
  readonly disclosures?: readonly DisclosureOfText[];
  readonly results?: readonly RuleResult[];
  /** Id of the rule whose spans stand out now. */
  readonly activeRule?: string | null;
}

export function MarkedText({ text, disclosures = [], results = [], activeRule = null }: MarkedTextProps) {
  const pieces = cutText(text, disclosures, results);
  return (
    <div className={styles.text}>
      {pieces.map((piece) => (
        <Piece key={piece.start} piece={piece} results={results} activeRule={activeRule} />
      ))}
    </div>
  );
}

interface PieceProps {
  readonly piece: MarkedPiece;
  readonly results: readonly RuleResult[];
  readonly activeRule: string | null;
}

function Piece({ piece, results, activeRule }: PieceProps) {
  const { t } = useTranslation();
  const { text, disclosure, rules } = piece;
  const [gravest] = rules;
  if (gravest !== undefined) {
    return (
      <Hint label={rules.map((rule) => <RuleHint key={rule.rule_id} rule={rule} />)}>
        <mark
          className={styles.mark}
          data-outcome={gravest.outcome}
          data-active={rules.some(({ rule_id }) => rule_id === activeRule) || undefined}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its hint is for the keyboard too
          tabIndex={0}
        >
          {text}
        </mark>
      </Hint>
    );
  }
  if (disclosure === null || !/[\p{L}\p{N}]/u.test(text)) return text;
  const rule = results.find(({ rule_id }) => rule_id === disclosure.rule_id);
  return (
    <Hint
      label={
        <Text size="sm">
          {t('verdict.addedByLaw')}
          {rule !== undefined && `: ${rule.title}, ${rule.article}`}
        </Text>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its hint is for the keyboard too */}
      <span className={styles.disclosure} tabIndex={0}>
        {text}
      </span>
    </Hint>
  );
}

function Hint({ label, children }: { label: React.ReactNode; children: React.ReactElement }) {
  return (
    <Tooltip multiline maw={360} withArrow label={label} events={{ hover: true, focus: true, touch: true }}>
      {children}
    </Tooltip>
  );
}

function RuleHint({ rule }: { rule: RuleResult }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2} py={2}>
      <Text size="sm" fw={600}>
        {t(`verdict.outcomes.${rule.outcome}`)}: {rule.title}
      </Text>
      <Text size="xs">{rule.article}</Text>
      {rule.message !== '' && <Text size="sm">{rule.message}</Text>}
      {rule.suggested_fix !== '' && (
        <Text size="sm">
          {t('verdict.fix')}: {rule.suggested_fix}
        </Text>
      )}
    </Stack>
  );
}
