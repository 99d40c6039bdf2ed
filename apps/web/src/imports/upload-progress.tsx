// A file on its way up: how much, how fast, how long still; large ones can be paused and survive a lost line.
'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { size } from '../parts/numbers';
import { Section } from '../parts/section';
import { duration } from './duration';
import { usePace } from './pace';
import { isPiecewise, type UploadState } from './use-upload';

interface UploadProgressProps {
  state: UploadState;
  pause: () => void;
  resume: () => void;
  leave: () => void;
}

export function UploadProgress({ state, pause, resume, leave }: UploadProgressProps) {
  const { file, sentBytes, phase, retryInMs } = state;
  const pace = usePace(sentBytes, file.size);
  const percent = file.size === 0 ? 100 : (sentBytes / file.size) * 100;
  const isPaused = phase === 'paused';
  return (
    <Section title={`${isPaused ? 'Paused' : 'Uploading'}: ${file.name}`}>
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section
            value={percent}
            color={isPaused || retryInMs !== null ? 'gray' : undefined}
            aria-label="How much of the file is up"
          />
        </Progress.Root>
        <Group justify="space-between" gap={8}>
          <Text size="sm" className="numbers" role="status">
            {phase === 'reading'
              ? 'The file is up. Reading its first rows …'
              : `${size(sentBytes)} of ${size(file.size)}`}
            {phase === 'sending' && retryInMs === null && pace && (
              <>
                {` · ${size(Math.round(pace.perSecond))} a second`}
                {pace.secondsLeft !== null && ` · about ${duration(pace.secondsLeft)} left`}
              </>
            )}
          </Text>
          <Group gap={8}>
            {isPiecewise(file) && (isPaused || phase === 'sending') && (
              <Button variant="default" onClick={isPaused ? resume : pause}>
                {isPaused ? 'Go on' : 'Pause'}
              </Button>
            )}
            <Button variant="default" onClick={leave} disabled={phase === 'reading'}>
              Stop the upload
            </Button>
          </Group>
        </Group>
        {retryInMs !== null && !isPaused && (
          <Text size="sm" role="alert">
            The server does not answer. What is up is safe; we ask again every{' '}
            {retryInMs > 1000 ? duration(retryInMs / 1000) : 'second'} and go on by ourselves.
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {isPiecewise(file)
            ? 'Keep this tab open until the file is up. Should it close or the line break, choose the same file again: it goes on where it was.'
            : 'Keep this tab open until the file is up. After that everything goes on by itself.'}
        </Text>
      </Stack>
    </Section>
  );
}
