/** Approve or withdraw a thread or one of its sentences. What came meanwhile is shown, and nothing is overwritten. */
import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { copybookKey, type Review, reviewThread, type ThreadDetails, threadKey } from '../../api/copybook.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

export type ReviewWish = Pick<Review, 'act' | 'place'>;

const commentCharsMax = 1000;
const words: Readonly<Record<string, string>> = {
  own_wording: 'copybook.thread.ownWording',
  revision_conflict: 'copybook.conflict.reread',
  thread_retired: 'copybook.conflict.retired',
};

interface ReviewDialogProps {
  readonly thread: ThreadDetails;
  /** null: closed. */
  readonly wish: ReviewWish | null;
  readonly onClose: () => void;
}

export function ReviewDialog({ thread, wish, onClose }: ReviewDialogProps) {
  const { t } = useTranslation();
  const suffix = wish?.place === null ? '' : 'Variant';
  return (
    <Modal
      opened={wish !== null}
      onClose={onClose}
      title={wish === null ? '' : t(`copybook.review.${wish.act}${suffix}Title`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {wish !== null && <ReviewForm thread={thread} wish={wish} onClose={onClose} />}
    </Modal>
  );
}

function ReviewForm({ thread, wish, onClose }: ReviewDialogProps & { readonly wish: ReviewWish }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const [withVariants, setWithVariants] = useState(true);
  const isRetiring = wish.act === 'retire';
  const reviewing = useMutation({
    mutationFn: () => reviewThread(thread.id, thread.revision, { ...wish, comment: comment.trim(), withVariants }),
    onSuccess: ({ changed, thread: current }) => {
      queries.setQueryData(threadKey(thread.id), current);
      notifyDone(t(changed ? `copybook.review.${isRetiring ? 'retired' : 'approved'}` : 'copybook.review.unchanged'));
      onClose();
    },
    onError: (error) => {
      const current =
        error instanceof ApiError ? (error.body as { current?: ThreadDetails } | null)?.current : undefined;
      if (current !== undefined) queries.setQueryData(threadKey(thread.id), current);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: copybookKey, refetchType: 'none' }),
  });
  const sentence = thread.variants.find(
    ({ position, variant }) => position === wish.place?.position && variant === wish.place.variant,
  );
  const known = reviewing.error instanceof ApiError ? words[reviewing.error.kind] : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        reviewing.mutate();
      }}
    >
      <Stack>
        {sentence !== undefined && <Text fs="italic">«{sentence.text}»</Text>}
        <Text size="sm">{describeWish(wish, thread.revision, t)}</Text>
        {wish.act === 'approve' && wish.place === null && (
          <Checkbox
            label={t('copybook.review.withVariants')}
            checked={withVariants}
            onChange={(event) => setWithVariants(event.currentTarget.checked)}
          />
        )}
        <Textarea
          label={t(isRetiring ? 'copybook.review.why' : 'copybook.review.comment')}
          required={isRetiring}
          withAsterisk={isRetiring}
          maxLength={commentCharsMax}
          autosize
          minRows={2}
          data-autofocus
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {reviewing.isError &&
          (known === undefined ? <ProblemNotice error={reviewing.error} /> : <Alert color="red">{t(known)}</Alert>)}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color={isRetiring ? 'red.9' : undefined}
            loading={reviewing.isPending}
            disabled={isRetiring && comment.trim() === ''}
          >
            {t(isRetiring ? 'copybook.thread.retire' : 'copybook.thread.approve')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function describeWish({ act, place }: ReviewWish, revision: number, t: TFunction): string {
  if (act === 'retire') return t(place === null ? 'copybook.review.retireText' : 'copybook.review.retireVariantText');
  return place === null ? t('copybook.review.approveText', { revision }) : '';
}
