// A question in a dialog: what will happen, and a button that names it.
'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemBox } from './problem-box';

interface DialogProps {
  title: string;
  isOpen: boolean;
  close: () => void;
  /** The verb on the button. */
  act: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  isDisabled?: boolean;
  error?: Error | null;
  onAct: () => void;
  children: ReactNode;
}

export function Dialog({
  title,
  isOpen,
  close,
  act,
  isDangerous,
  isBusy,
  isDisabled,
  error,
  onAct,
  children,
}: DialogProps) {
  return (
    <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation(); // React hands it on to a form the dialog was opened from: that would be sent, too
          onAct();
        }}
      >
        <Stack gap="md">
          {children}
          {error && <ProblemBox error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              Back
            </Button>
            <Button
              type="submit"
              loading={isBusy ?? false}
              disabled={isDisabled ?? false}
              color={isDangerous ? 'red.9' : undefined}
            >
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
