/** What an answer was written anew from, by whom and why: the newest first. Nothing where it was asked for once only. */
import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LineageResponse } from '../../../src/api/compose.ts';
import { callApi } from '../api/call-api.ts';
import { formatTime } from './format-time.ts';

export function Lineage({ answerId }: { answerId: string }) {
  const { t } = useTranslation();
  const lineage = useQuery({
    queryKey: ['lineage', answerId],
    queryFn: ({ signal }) => callApi<LineageResponse>(`/v1/answers/${answerId}/lineage`, { signal }),
  });
  const items = lineage.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('compose.lineage.title')}
      </Text>
      <Stack gap={6} component="ol" m={0} pl="md">
        {items.map(({ answer_id: id, from_answer_id: from, steps, comment, user, at }) => (
          <li key={id}>
            <Text size="sm">
              {user}, {formatTime(at)}
              {steps.length > 0 && `: ${steps.map((step) => t(`compose.another.steps.${step}`)).join(', ')}`}
              {comment !== '' && (
                <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {' '}
                  «{comment}»
                </Text>
              )}{' '}
              <Anchor component={Link} to={`/history?entry=${from}`} size="sm" underline="always">
                {t('compose.lineage.before')}
              </Anchor>
            </Text>
          </li>
        ))}
      </Stack>
    </div>
  );
}
