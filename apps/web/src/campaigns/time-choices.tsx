// A local time that the clocks skip, or show twice: both ways out as buttons, never a guess.
'use client';

import { nearestTo } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ScheduleTime } from './use-schedule-time';

export function TimeChoices({ time }: { time: ScheduleTime }) {
  const { localTime, timeZone, instants, offset, pick, chooseOffset } = time;
  if (localTime === null || instants.length === 1) return null;
  const isGap = instants.length === 0;
  return (
    <Stack gap={8} p={12} bg="var(--wash-warn)" style={{ borderRadius: 8 }} role="alert">
      <Text size="sm">
        {isGap
          ? `On this day ${localTime.slice(11)} does not exist in ${timeZone}: the clocks are put forward. Which one?`
          : `On this day ${localTime.slice(11)} comes twice in ${timeZone}: the clocks are put back. Which one?`}
      </Text>
      <Group gap={8}>
        {isGap
          ? nearestTo(localTime, timeZone).map((near) => (
              <Button key={near} variant="default" onClick={() => pick(near)}>
                {near.slice(11)}
              </Button>
            ))
          : instants.map((instant, index) => (
              <Button
                key={instant.offset}
                variant={offset === instant.offset ? 'filled' : 'default'}
                aria-pressed={offset === instant.offset}
                onClick={() => chooseOffset(instant.offset)}
              >
                The {index === 0 ? 'first' : 'second'} ({instant.at.toISOString().slice(11, 16)} UTC)
              </Button>
            ))}
      </Group>
    </Stack>
  );
}
