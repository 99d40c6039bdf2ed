// Says what was done, and takes it back within the time the words stand there.
'use client';

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

export function notifyWithUndo(words: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group gap={12} justify="space-between" wrap="nowrap">
        <span>{words}</span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
