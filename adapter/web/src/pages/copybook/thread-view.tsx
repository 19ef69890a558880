/** A stored thread: head, then wording (read or edited), revisions, discussion. */
import { Group, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadDetails } from '../../api/copybook.ts';
import { useSession } from '../../api/session.ts';
import { useKeptDraft } from '../../parts/use-kept-draft.ts';
import { DraftPanel } from './draft-panel.tsx';
import { ReviewDialog, type ReviewWish } from './review-dialog.tsx';
import { ReviewsTab } from './reviews-tab.tsx';
import type { EditedThread } from './revise-thread.tsx';
import { ReviseThread } from './revise-thread.tsx';
import { RevisionsTab } from './revisions-tab.tsx';
import { ThreadHead } from './thread-head.tsx';
import { WordingBoard } from './wording-board.tsx';

export function ThreadView({ thread }: { thread: ThreadDetails }) {
  const { t } = useTranslation();
  const role = useSession().data?.role ?? 'viewer';
  const kept = useKeptDraft<EditedThread>(`thread ${thread.id}`);
  const [isEditing, setEditing] = useState(kept.draft !== null);
  const [wish, setWish] = useState<ReviewWish | null>(null);
  const isOpen = thread.status !== 'retired';
  const mayWrite = isOpen && (role === 'administrator' || role === 'manager');
  const mayReview = isOpen && ['administrator', 'compliance', 'reviewer'].includes(role);
  const leave = () => {
    kept.discard();
    setEditing(false);
  };
  return (
    <>
      <ThreadHead
        thread={thread}
        mayReview={mayReview && !isEditing}
        onEdit={mayWrite && !isEditing ? () => setEditing(true) : null}
        onReview={setWish}
      />
      {mayWrite && isEditing ? (
        <ReviseThread thread={thread} kept={kept} onLeave={leave} />
      ) : (
        <Tabs defaultValue="wording" keepMounted={false}>
          <Tabs.List mb="md">
            {(['wording', 'revisions', 'reviews'] as const).map((name) => (
              <Tabs.Tab key={name} value={name}>
                <Group gap={6}>
                  {t(`copybook.thread.tabs.${name}`)}
                  {name !== 'wording' && <span>· {thread[name].length}</span>}
                </Group>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="wording">
            <WordingBoard thread={thread} onReview={mayReview ? setWish : null} />
            {role !== 'viewer' && isOpen && <DraftPanel content={thread.thread} />}
          </Tabs.Panel>
          <Tabs.Panel value="revisions">
            <RevisionsTab revisions={thread.revisions} />
          </Tabs.Panel>
          <Tabs.Panel value="reviews">
            <ReviewsTab thread={thread} mayComment={role !== 'viewer'} />
          </Tabs.Panel>
        </Tabs>
      )}
      <ReviewDialog thread={thread} wish={wish} onClose={() => setWish(null)} />
    </>
  );
}
