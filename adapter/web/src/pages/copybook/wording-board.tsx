/** Positions side by side, each with the sentences that may replace one another, and what may be done with each. */
import { ActionIcon, Card, Group, Menu, Stack, Text } from '@mantine/core';
import { IconCheck, IconDotsVertical, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ThreadDetails, ThreadVariant } from '../../api/copybook.ts';
import type { ReviewWish } from './review-dialog.tsx';
import classes from './wording-board.module.css';
import { WordingLengths } from './wording-lengths.tsx';

interface WordingBoardProps {
  readonly thread: ThreadDetails;
  /** null: may not review. */
  readonly onReview: ((wish: ReviewWish) => void) | null;
}

export function WordingBoard({ thread, onReview }: WordingBoardProps) {
  const { t } = useTranslation();
  const positions = [...Map.groupBy(thread.variants, ({ position }) => position)];
  return (
    <>
      <WordingLengths content={thread.thread} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it */}
      <section className={classes.board} aria-label={t('copybook.thread.tabs.wording')} tabIndex={0}>
        {positions.map(([position, variants]) => (
          <div key={position} className={classes.column}>
            <Text component="h2" size="sm" fw={600} mb={6}>
              {t('copybook.thread.position', { number: position + 1 })}
            </Text>
            <Stack gap={6}>
              {variants.map((variant) => (
                <VariantCard key={variant.variant} variant={variant} onReview={onReview} />
              ))}
            </Stack>
          </div>
        ))}
      </section>
    </>
  );
}

function VariantCard({ variant, onReview }: { variant: ThreadVariant; onReview: WordingBoardProps['onReview'] }) {
  const { t } = useTranslation();
  const { status, text } = variant;
  return (
    <Card withBorder padding="xs" className={classes.card} data-status={status}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <div>
          <Text size="sm" td={status === 'retired' ? 'line-through' : undefined}>
            {text}
          </Text>
          <Text size="xs" c="dimmed" mt={2}>
            {t(`copybook.variantStatuses.${status}`)} · {text.length}
          </Text>
        </div>
        {onReview !== null && status !== 'retired' && <VariantMenu variant={variant} onReview={onReview} />}
      </Group>
    </Card>
  );
}

function VariantMenu({
  variant: { position, variant, status },
  onReview,
}: {
  variant: ThreadVariant;
  onReview: (wish: ReviewWish) => void;
}) {
  const { t } = useTranslation();
  const place = { position, variant };
  const names = { position: position + 1, variant: variant + 1 };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('copybook.thread.variantActions', names)}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {status === 'draft' && (
          <Menu.Item leftSection={<IconCheck size={16} />} onClick={() => onReview({ act: 'approve', place })}>
            {t('copybook.thread.approveVariant')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => onReview({ act: 'retire', place })}>
          {t('copybook.thread.retireVariant')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
