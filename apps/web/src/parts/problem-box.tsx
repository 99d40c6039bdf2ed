// A fault on screen in three lines: what happened, why or what to do, and the number that finds it in the log.
'use client';

import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { ApiProblem } from '../client/api';
import { CopyButton } from './copy';
import { ToneIcon } from './status';

interface ProblemBoxProps {
  error: Error;
  again?: () => void;
}

export function ProblemBox({ error, again }: ProblemBoxProps) {
  const problem = error instanceof ApiProblem ? error.problem : null;
  return (
    <Paper p="md" role="alert" style={{ background: 'var(--wash-bad)', borderColor: 'var(--fill-bad)' }}>
      <Stack gap={4}>
        <Group gap={8} wrap="nowrap">
          <ToneIcon tone="bad" size={16} />
          <Text fw={600}>{problem?.title ?? 'This page met a fault of its own'}</Text>
        </Group>
        <Text size="sm">{error.message}</Text>
        {problem?.errors?.map((fault) => (
          <Text size="sm" key={`${fault.pointer} ${fault.code}`}>
            <span className="mono">{fault.pointer}</span>: {fault.detail}
          </Text>
        ))}
        <Group gap={8} mt={4}>
          {again && (
            <Button variant="default" onClick={again}>
              Try again
            </Button>
          )}
          {problem?.requestId && (
            <Text size="xs" c="dimmed" component="div">
              Request <span className="mono">{problem.requestId}</span>{' '}
              <CopyButton value={problem.requestId} what="request id" />
            </Text>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
