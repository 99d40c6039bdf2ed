// The secret messages are signed with, shown this once.
'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { RawReply } from '../parts/raw-reply';

/** Closing takes the button: a click beside it must not lose a secret that is never shown again. */
export function SecretOnce({ secret, close }: { secret: string; close: () => void }) {
  return (
    <Modal
      opened
      onClose={close}
      title="The secret of this webhook"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">
          Your program verifies with it that a message is ours. Copy it now: it is shown this once. If it is lost,
          exchange it.
        </Text>
        <RawReply text={secret} what="secret" />
        <Group justify="flex-end">
          <Button onClick={close}>I have copied it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
