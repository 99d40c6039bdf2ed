// One message: what was told, to the sign, and what each try was answered. Answers are remote text.
'use client';

import { Button, Group, Modal, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { webhookKey, webhooks } from '../client/webhooks';
import { Moment } from '../parts/moment';
import { milliseconds } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { RawReply } from '../parts/raw-reply';
import { Status } from '../parts/status';
import { useAction } from '../parts/use-action';
import { useMayChangeSettings } from '../parts/use-may';
import { messageWords } from './webhook-words';

interface MessageDialogProps {
  webhookId: string;
  messageId: string;
  close: () => void;
}

export function MessageDialog({ webhookId, messageId, close }: MessageDialogProps) {
  const key = [...webhookKey(webhookId), 'message', messageId];
  const message = useQuery({
    queryKey: key,
    queryFn: () => webhooks.message(webhookId, messageId),
    refetchInterval: 3000,
  });
  const mayChange = useMayChangeSettings();
  const replay = useAction({
    run: () => webhooks.replay(webhookId, messageId),
    changes: [webhookKey(webhookId)],
    done: 'It is told again',
  });
  const told = message.data;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={told?.type ?? 'Message'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {message.error && <ProblemBox error={message.error} />}
      {!told && !message.error && <Skeleton height={200} />}
      {told && (
        <Stack gap="md">
          <Group justify="space-between">
            <Status word={messageWords[told.state]} />
            {mayChange && (
              <Button variant="default" onClick={() => replay.mutate(undefined)} loading={replay.isPending}>
                Tell it again
              </Button>
            )}
          </Group>
          <RawReply text={pretty(told.payload)} what="message" />
          {told.tries.map((one) => (
            <div key={one.id}>
              <Title order={3} size="h4">
                <Moment at={one.at} />: {one.status ?? 'no answer'} after {milliseconds(one.durationMs)}
              </Title>
              {one.problem && <Text size="sm">{one.problem}</Text>}
              {one.responseBody && <RawReply text={one.responseBody} what="answer" />}
            </div>
          ))}
        </Stack>
      )}
    </Modal>
  );
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload; // shown as it is
  }
}
