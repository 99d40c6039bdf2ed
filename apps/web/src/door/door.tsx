// The narrow column of the pages before signing in.
import { Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../frame/mark';

export function Door({ children }: { children: ReactNode }) {
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100dvh', padding: 16 }}>
      <div style={{ width: '100%', maxWidth: 400 }}>
        <Group gap={8} mb="md" justify="center">
          <Mark size={24} />
          <Text fw={600} size="lg">
            Doorstep
          </Text>
        </Group>
        <Paper p="lg" style={{ background: 'var(--surface-raised)' }}>
          {children}
        </Paper>
      </div>
    </main>
  );
}
