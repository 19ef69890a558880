import { Badge } from '@mantine/core';

/** A state in a word, dark enough to be read. @param color a shade: "teal.9" */
export function StateBadge({ color, label }: { color: string; label: string }) {
  return (
    <Badge color={color} variant="filled" tt="none" fw={500} miw="max-content">
      {label}
    </Badge>
  );
}
