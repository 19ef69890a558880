/** The verdict rule by rule: what is wrong first, what passed folded away. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './verdict.module.css';
import { outcomeColors, outcomeOrder, type RuleResult } from './verdict-types.ts';

export interface VerdictListProps {
  readonly results: readonly RuleResult[];
  /** Told which rule is looked at, so that its spans can stand out. */
  readonly onActive?: (ruleId: string | null) => void;
}

export function VerdictList({ results, onActive = () => undefined }: VerdictListProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const passed = results.filter(({ outcome }) => outcome === 'passed');
  const others = results
    .filter(({ outcome }) => outcome !== 'passed')
    .sort((one, other) => outcomeOrder.indexOf(one.outcome) - outcomeOrder.indexOf(other.outcome));
  return (
    <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {others.map((result) => (
        <RuleRow key={result.rule_id} result={result} onActive={onActive} />
      ))}
      {passed.length > 0 && (
        <li>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={isOpen}
            rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
            onClick={() => setOpen((open) => !open)}
          >
            {t('verdict.passedCount', { count: passed.length })}
          </Button>
        </li>
      )}
      {isOpen && passed.map((result) => <RuleRow key={result.rule_id} result={result} onActive={onActive} />)}
    </Stack>
  );
}

function RuleRow({ result, onActive }: { result: RuleResult; onActive: (ruleId: string | null) => void }) {
  const { t } = useTranslation();
  const { rule_id: id, outcome, title, article, message, suggested_fix: fix, spans } = result;
  const points = outcome !== 'passed' && spans.length > 0;
  return (
    <li
      className={styles.rule}
      {...(points && {
        tabIndex: 0,
        onFocus: () => onActive(id),
        onBlur: () => onActive(null),
        onMouseEnter: () => onActive(id),
        onMouseLeave: () => onActive(null),
      })}
    >
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Badge color={outcomeColors[outcome]} variant="filled" tt="none" fw={500} miw={96} mt={2} size="sm">
          {t(`verdict.outcomes.${outcome}`)}
        </Badge>
        <div>
          <Text size="sm">
            {title}{' '}
            <Text span size="xs" c="dimmed">
              {article}
            </Text>
          </Text>
          {outcome !== 'passed' && message !== '' && (
            <Text size="sm" c="dimmed">
              {message}
            </Text>
          )}
          {outcome !== 'passed' && outcome !== 'fixed' && fix !== '' && (
            <Text size="sm">
              {t('verdict.fix')}: {fix}
            </Text>
          )}
        </div>
      </Group>
    </li>
  );
}
