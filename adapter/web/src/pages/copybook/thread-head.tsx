import { Button, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThreadDetails } from '../../api/copybook.ts';
import { useSession } from '../../api/session.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { capitalise } from './capitalise.ts';
import { copyThreadPath } from './new-thread-path.ts';
import type { ReviewWish } from './review-dialog.tsx';
import { ThreadStatusBadge } from './thread-status-badge.tsx';

interface ThreadHeadProps {
  readonly thread: ThreadDetails;
  readonly mayReview: boolean;
  /** null: may not, or does already. */
  readonly onEdit: (() => void) | null;
  readonly onReview: (wish: ReviewWish) => void;
}

/** What the thread is for, where it stands, and what may be done with it. */
export function ThreadHead({ thread, mayReview, onEdit, onReview }: ThreadHeadProps) {
  const { t } = useTranslation();
  const session = useSession().data;
  const mayCopy = session?.role === 'administrator' || session?.role === 'manager';
  const hasNews = thread.status === 'draft' || thread.variants.some(({ status }) => status === 'draft');
  const isOwn = thread.revisions[0]?.author === session?.name;
  return (
    <>
      <PageTitle title={capitalise(thread.thread.idea)}>
        {mayCopy && (
          <Button
            component={Link}
            to={copyThreadPath(thread.id)}
            variant="default"
            leftSection={<IconCopy size={16} />}
          >
            {t('copybook.thread.copy')}
          </Button>
        )}
        {mayReview && (
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            onClick={() => onReview({ act: 'retire', place: null })}
          >
            {t('copybook.thread.retire')}
          </Button>
        )}
        {onEdit !== null && (
          <Button
            variant={mayReview && hasNews ? 'default' : 'filled'}
            leftSection={<IconPencil size={16} />}
            onClick={onEdit}
          >
            {t('copybook.thread.edit')}
          </Button>
        )}
        {mayReview && hasNews && (
          <Tooltip label={t('copybook.thread.ownWording')} disabled={!isOwn}>
            <Button
              leftSection={<IconCheck size={16} />}
              data-disabled={isOwn || undefined}
              aria-disabled={isOwn}
              onClick={() => !isOwn && onReview({ act: 'approve', place: null })}
            >
              {t('copybook.thread.approve')}
            </Button>
          </Tooltip>
        )}
      </PageTitle>
      <Facts thread={thread} />
    </>
  );
}

function Facts({ thread }: { thread: ThreadDetails }) {
  const { t, i18n } = useTranslation();
  const { productName, channelName, signalName } = useVocabulary();
  const { product, channel, need, signals, gender, age } = thread.thread;
  const [latest] = thread.revisions;
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const fit = [
    productName(product),
    channelName(channel),
    t(`copybook.needs.${need}`),
    ...signals.map(signalName),
    ...(gender === 'u' ? [] : [t(`copybook.genders.${gender}`)]),
    ...(age === 'u' ? [] : [t(`copybook.ages.${age}`)]),
  ];
  return (
    <Group gap="xs" mb="md">
      <ThreadStatusBadge status={thread.status} />
      <Text size="sm">{fit.join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {thread.id}
        {' · '}
        {latest !== undefined &&
          t('copybook.thread.revisionOf', {
            revision: latest.revision,
            author: latest.origin === 'import' ? t('copybook.revisions.commandLine') : latest.author,
            when: formatTime(latest.created_at),
          })}
        {' · '}
        {describeForce(thread, t)}
      </Text>
      {thread.candidate !== null && (
        <Text size="sm" c="dimmed" w="100%">
          {t('copybook.thread.candidate', {
            model: thread.candidate.model_name,
            confidence: share.format(thread.candidate.confidence),
            law: share.format(thread.candidate.law_score),
            voice: share.format(thread.candidate.brand_voice_score),
            fit: share.format(thread.candidate.fit_score),
          })}
        </Text>
      )}
    </Group>
  );
}

function describeForce({ in_force_revision, revision, status }: ThreadDetails, t: TFunction): string {
  if (in_force_revision === null) return t('copybook.thread.notInForce');
  if (status === 'draft' && in_force_revision === revision) return t('copybook.thread.usedAsDraft');
  return t('copybook.thread.inForce', { revision: in_force_revision });
}
