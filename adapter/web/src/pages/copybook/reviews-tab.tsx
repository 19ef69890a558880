/** What people said and did, and a comment of one's own. */
import { Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commentThread, type ThreadDetails, type ThreadReview, threadKey } from '../../api/copybook.ts';
import { formatTime } from '../../parts/format-time.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

const commentCharsMax = 1000;

export function ReviewsTab({ thread, mayComment }: { thread: ThreadDetails; mayComment: boolean }) {
  const { t } = useTranslation();
  return (
    <Stack maw={760}>
      {mayComment && <CommentForm id={thread.id} />}
      {thread.reviews.length === 0 && <Text c="dimmed">{t('copybook.reviews.none')}</Text>}
      {thread.reviews.map((review) => (
        <ReviewCard key={`${review.created_at} ${review.act} ${review.position} ${review.variant}`} review={review} />
      ))}
    </Stack>
  );
}

function ReviewCard({ review }: { review: ThreadReview }) {
  const { t } = useTranslation();
  const { act, person, position, variant, revision, comment, created_at } = review;
  const what =
    position === null || variant === null
      ? t('copybook.reviews.ofRevision', { revision })
      : t('copybook.reviews.ofVariant', { position: position + 1, variant: variant + 1 });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <b>{person === 'command line' ? t('copybook.revisions.commandLine') : person}</b> ·{' '}
          {t(`copybook.reviews.acts.${act}`)} · {what}
        </Text>
        <Text size="xs" c="dimmed">
          {formatTime(created_at)}
        </Text>
      </Group>
      {comment !== '' && (
        <Text mt={4} style={{ whiteSpace: 'pre-wrap' }}>
          {comment}
        </Text>
      )}
    </Card>
  );
}

function CommentForm({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const sending = useMutation({
    mutationFn: () => commentThread(id, comment.trim()),
    onSuccess: ({ thread }) => {
      setComment('');
      queries.setQueryData(threadKey(id), thread);
      notifyDone(t('copybook.reviews.sent'));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('copybook.reviews.comment')}
          maxLength={commentCharsMax}
          autosize
          minRows={2}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {sending.isError && <ProblemNotice error={sending.error} />}
        <Group>
          <Button type="submit" variant="default" loading={sending.isPending} disabled={comment.trim() === ''}>
            {t('copybook.reviews.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
