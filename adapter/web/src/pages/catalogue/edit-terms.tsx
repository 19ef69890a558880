/**
 * The next version of the terms of a product: the form, what the check says while typing, a text for every channel. The
 * draft remembers the version it began from; when somebody stored another one meanwhile, the person chooses.
 */
import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { type CatalogueTerms, catalogueKey, putTerms, type TermsContent } from '../../api/catalogue.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { KeptDraft } from '../../parts/use-kept-draft.ts';
import { contentOf, emptyTerms, nextTerms } from './terms-content.ts';
import { TermsDifferences } from './terms-differences.tsx';
import { TermsForm } from './terms-form.tsx';

export interface EditedTerms {
  /** The last version when the edits began; 0: none. */
  readonly version: number;
  readonly terms: TermsContent;
}

interface EditTermsProps {
  readonly product: string;
  /** Newest first. */
  readonly versions: readonly CatalogueTerms[];
  readonly kept: KeptDraft<EditedTerms>;
  readonly onLeave: () => void;
}

export function EditTerms({ product, versions, kept, onLeave }: EditTermsProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [latest] = versions;
  const edited = kept.draft ?? beginFrom(latest);
  const saving = useMutation({
    mutationFn: () => putTerms(product, edited.terms, edited.version),
    onSuccess: async ({ created, terms }) => {
      notifyDone(t(created ? 'catalogue.edit.saved' : 'catalogue.edit.unchanged', { version: terms.version }));
      await queries.invalidateQueries({ queryKey: catalogueKey });
      onLeave();
    },
    onError: async (error) => {
      if (isOutdatedError(error)) await queries.invalidateQueries({ queryKey: [...catalogueKey, 'versions', product] });
    },
  });
  const isOutdated = edited.version !== (latest?.version ?? 0);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('catalogue.edit.hint')}
      </Text>
      {kept.isRestored && <Alert>{t('catalogue.edit.restored')}</Alert>}
      {isOutdated && latest !== undefined && (
        <Conflict
          latest={latest}
          mine={edited.terms}
          onTheirs={onLeave}
          onMine={() => {
            saving.reset();
            kept.keep({ ...edited, version: latest.version });
          }}
        />
      )}
      <TermsForm
        product={product}
        terms={edited.terms}
        isSaving={saving.isPending}
        isBlocked={isOutdated}
        notice={saving.isError && !isOutdatedError(saving.error) ? <ProblemNotice error={saving.error} /> : null}
        onChange={(terms) => kept.keep({ ...edited, terms })}
        onSave={() => saving.mutate()}
        onLeave={onLeave}
      />
    </Stack>
  );
}

const isOutdatedError = (error: unknown) => error instanceof ApiError && error.status === 412;

function beginFrom(latest: CatalogueTerms | undefined): EditedTerms {
  const today = new Date().toISOString().slice(0, 10);
  if (latest === undefined) return { version: 0, terms: emptyTerms(today) };
  return { version: latest.version, terms: nextTerms(latest, today) };
}

interface ConflictProps {
  readonly latest: CatalogueTerms;
  readonly mine: TermsContent;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

function Conflict({ latest, mine, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation();
  const author = latest.created_by ?? t('catalogue.versions.nobody');
  return (
    <Alert color="orange" role="alert" title={t('catalogue.edit.conflictTitle', { author })}>
      <Text size="sm" mb="sm">
        {t('catalogue.edit.conflictText', { version: latest.version })}
      </Text>
      <Card withBorder mb="sm">
        <TermsDifferences before={mine} after={contentOf(latest)} />
      </Card>
      <Group>
        <Button variant="default" onClick={onTheirs}>
          {t('catalogue.edit.theirs')}
        </Button>
        <Button variant="default" onClick={onMine}>
          {t('catalogue.edit.mine')}
        </Button>
      </Group>
    </Alert>
  );
}
