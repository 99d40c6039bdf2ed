// Choosing day, time and zone. What the clocks make of it is said before it is saved.
'use client';

import type { Campaign, CampaignSchedule } from '@doorstep/contracts';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { campaigns } from '../client/campaigns';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { deviceZone, relative } from '../parts/time-words';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { instantsOf, type LocalInstant, localTimeAt, nearestTo, scheduleSentence } from './wall-time';

interface ScheduleDialogProps {
  campaign: Campaign;
  /** null when it was not counted. */
  willGetIt: number | null;
  close: () => void;
}

const zones = (): string[] => [...new Set([deviceZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Tomorrow at nine, on the clocks of the zone. */
const firstProposal = (zone: string): string =>
  `${localTimeAt(new Date(Date.now() + 86_400_000), zone).slice(0, 10)}T09:00`;

interface ChoicesProps {
  localTime: string;
  timeZone: string;
  instants: readonly LocalInstant[];
  offset: string | null;
  setLocalTime: (localTime: string) => void;
  setOffset: (offset: string) => void;
}

/** A local time that the clocks skip, or show twice: both ways out as buttons, never a guess. */
function Choices({ localTime, timeZone, instants, offset, setLocalTime, setOffset }: ChoicesProps) {
  if (instants.length === 1) return null;
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
              <Button key={near} variant="default" onClick={() => setLocalTime(near)}>
                {near.slice(11)}
              </Button>
            ))
          : instants.map((instant, index) => (
              <Button
                key={instant.offset}
                variant={offset === instant.offset ? 'filled' : 'default'}
                aria-pressed={offset === instant.offset}
                onClick={() => setOffset(instant.offset)}
              >
                The {index === 0 ? 'first' : 'second'} ({instant.at.toISOString().slice(11, 16)} UTC)
              </Button>
            ))}
      </Group>
    </Stack>
  );
}

export function ScheduleDialog({ campaign, willGetIt, close }: ScheduleDialogProps) {
  const [timeZone, setTimeZone] = useState(campaign.timeZone ?? deviceZone());
  const [localTime, setLocalTime] = useState<string | null>(() =>
    campaign.state === 'scheduled' && campaign.scheduledAt !== null
      ? localTimeAt(new Date(campaign.scheduledAt), timeZone)
      : firstProposal(timeZone),
  );
  const [offset, setOffset] = useState<string | null>(null);
  const instants = localTime === null ? [] : instantsOf(localTime, timeZone);
  const chosen = instants.length === 1 ? instants[0] : instants.find((instant) => instant.offset === offset);
  const isPast = chosen !== undefined && chosen.at.getTime() <= Date.now();
  const schedule = useAction({
    run: (at: CampaignSchedule) => campaigns.schedule(campaign.id, at),
    changes: [campaignKey(campaign.id), campaignsKey, ['overview']],
    done: 'It is scheduled',
    isFaultShownInPlace: true,
    onDone: close,
  });
  const fault = (field: string) =>
    schedule.error instanceof ApiProblem ? schedule.error.fieldDetail(field) : undefined;
  const isFaultAtField = fault('localTime') !== undefined || fault('timeZone') !== undefined;
  return (
    <Dialog
      title={`Schedule “${campaign.name}”`}
      isOpen
      close={close}
      act="Schedule it"
      isBusy={schedule.isPending}
      isDisabled={chosen === undefined || isPast}
      error={isFaultAtField ? null : schedule.error}
      onAct={() => {
        if (localTime === null || chosen === undefined) return;
        schedule.mutate({ localTime, timeZone, ...(instants.length > 1 && { offset: chosen.offset }) });
      }}
    >
      <DateTimePicker
        label="Day and time"
        valueFormat="ddd D MMM YYYY, HH:mm"
        firstDayOfWeek={1}
        value={localTime?.replace('T', ' ') ?? null}
        minDate={localTimeAt(new Date(), timeZone).slice(0, 10)}
        onChange={(value) => {
          setOffset(null);
          setLocalTime(value === null ? null : value.replace(' ', 'T').slice(0, 16));
        }}
        popoverProps={{ withinPortal: true }}
        error={fault('localTime')}
      />
      <Select
        label="Time zone"
        searchable
        allowDeselect={false}
        data={zones()}
        limit={100}
        value={timeZone}
        nothingFoundMessage="No such zone; they are called Europe/Berlin and the like"
        onChange={(value) => {
          setOffset(null);
          if (value !== null) setTimeZone(value);
        }}
        error={fault('timeZone')}
      />
      {localTime !== null && (
        <Choices
          localTime={localTime}
          timeZone={timeZone}
          instants={instants}
          offset={offset}
          setLocalTime={setLocalTime}
          setOffset={setOffset}
        />
      )}
      {chosen && (
        <Text size="sm" role="status">
          {isPast ? (
            'That is in the past. Choose a later time, or send it now.'
          ) : (
            <>
              It goes {willGetIt !== null && `to ${counted(willGetIt, 'person', 'people')} `}on{' '}
              <strong>{scheduleSentence(chosen.at, timeZone)}</strong>, {relative(chosen.at, new Date())}. Who is on the
              lists at that moment gets it.
            </>
          )}
        </Text>
      )}
    </Dialog>
  );
}
