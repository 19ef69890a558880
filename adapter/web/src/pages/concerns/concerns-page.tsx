/** What a client's words are about: one statement with its phrases marked, or a file of them. */
import { Autocomplete, Button, Card, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { estimateConcerns } from '../../api/concerns.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { ConcernFile } from './concern-file.tsx';
import { ConcernResult } from './concern-result.tsx';

const textCharsMax = 20_000;

export default function ConcernsPage() {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const [text, setText] = useState('');
  const [product, setProduct] = useState('');
  const estimating = useMutation({
    mutationFn: async (asked: { readonly text: string; readonly product: string }) => {
      const { items } = await estimateConcerns(asked.product, [asked.text]);
      return { text: asked.text, item: items[0]! };
    },
  });
  const isReady = text.trim() !== '';
  const submit = () => {
    if (isReady) estimating.mutate({ text, product: product.trim() });
  };
  return (
    <>
      <PageTitle title={t('pages.concerns')} hint={t('concerns.hint')} />
      <Stack>
        <Card withBorder>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Stack>
              <Textarea
                label={t('concerns.text')}
                placeholder={t('concerns.textPlaceholder')}
                autosize
                minRows={4}
                maxRows={14}
                maxLength={textCharsMax}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
                }}
              />
              <Autocomplete
                maw={480}
                label={t('concerns.product')}
                description={t('concerns.productHint')}
                data={[...new Set(vocabulary.products.map(({ code }) => vocabulary.productName(code)))]}
                maxLength={2000}
                value={product}
                onChange={setProduct}
              />
              <Group>
                <Button type="submit" disabled={!isReady} loading={estimating.isPending}>
                  {t('concerns.estimate')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Card>
        {estimating.isError && <ProblemNotice error={estimating.error} onRetry={submit} />}
        {estimating.isSuccess && <ConcernResult text={estimating.data.text} item={estimating.data.item} />}
        <ConcernFile product={product.trim()} />
      </Stack>
    </>
  );
}
