// What stands where nothing is yet: what will appear, why it is empty, one thing to do.
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack gap={8} align="flex-start" p="lg" maw={620}>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
