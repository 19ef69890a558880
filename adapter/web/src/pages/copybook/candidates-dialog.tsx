/** Free texts that become drafts of threads, and what became of each. */
import { Anchor, Button, Group, List, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { copybookKey, type TakenAnswer, takeAnswers } from '../../api/copybook.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

const countMax = 100;
const countDefault = 20;
const outcomes = ['stored', 'known', 'duplicate', 'unfit', 'not_free', 'not_found'] as const;

export function CandidatesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [count, setCount] = useState<number | string>(countDefault);
  const taking = useMutation({
    mutationFn: () => takeAnswers(Number(count)),
    onSuccess: () => queries.invalidateQueries({ queryKey: copybookKey }),
  });
  const close = () => {
    taking.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('copybook.candidates.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{t('copybook.candidates.text')}</Text>
        <NumberInput
          label={t('copybook.candidates.count')}
          min={1}
          max={countMax}
          allowDecimal={false}
          clampBehavior="strict"
          value={count}
          onChange={setCount}
        />
        {taking.isError && <ProblemNotice error={taking.error} />}
        {taking.isSuccess && <Outcome items={taking.data} onFollow={close} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.close')}
          </Button>
          <Button loading={taking.isPending} disabled={count === ''} onClick={() => taking.mutate()}>
            {t('copybook.candidates.take')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Outcome({ items, onFollow }: { items: readonly TakenAnswer[]; onFollow: () => void }) {
  const { t } = useTranslation();
  if (items.length === 0) return <Text size="sm">{t('copybook.candidates.none')}</Text>;
  const counted = outcomes
    .map((outcome) => ({ outcome, count: items.filter((item) => item.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
  return (
    <div role="status">
      <List size="sm">
        {counted.map(({ outcome, count }) => (
          <List.Item key={outcome}>{t(`copybook.candidates.outcomes.${outcome}`, { count })}</List.Item>
        ))}
      </List>
      <Anchor component={Link} to="/copybook?origin=free&status=draft" size="sm" onClick={onFollow}>
        {t('copybook.candidates.show')}
      </Anchor>
    </div>
  );
}
