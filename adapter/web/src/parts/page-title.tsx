import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** The heading of a page, its explanation, its actions; also the title of the browser's tab. */
export function PageTitle({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} — Offerwright`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <div>
        <Title order={1} size="h2">
          {title}
        </Title>
        {hint !== undefined && (
          <Text c="dimmed" size="sm" maw={720}>
            {hint}
          </Text>
        )}
      </div>
      {children !== undefined && <Group gap="xs">{children}</Group>}
    </Group>
  );
}
