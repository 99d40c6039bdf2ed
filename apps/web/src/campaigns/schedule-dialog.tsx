// When a campaign goes: typed or picked, in a zone, and what the clocks make of it in one sentence before it is saved.
'use client';

import {
  type Campaign,
  type CampaignEndingQuestion,
  type CampaignSchedule,
  localTimeAt,
  scheduleSentence,
  untilWords,
} from '@doorstep/contracts';
import { Button, Skeleton, Text, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { campaigns } from '../client/campaigns';
import { accountTimeZone, timeZoneKey } from '../client/time-zone';
import { Dialog } from '../parts/dialog';
import { counted } from '../parts/numbers';
import { deviceZone } from '../parts/time-words';
import { useAction } from '../parts/use-action';
import { campaignKey, campaignsKey } from './campaigns-key';
import { EndingLine } from './ending-line';
import { ScheduleMore } from './schedule-more';
import { optionSentences, optionsOf, type ScheduleOptions } from './schedule-options';
import { TimeChoices } from './time-choices';
import { useScheduleTime } from './use-schedule-time';
import { ZoneField } from './zone-field';

/** A fault of what is typed is told once the typing rests. */
const REST_MS = 500;

interface ScheduleDialogProps {
  campaign: Campaign;
  /** null when it was not counted. */
  willGetIt: number | null;
  close: () => void;
}

function endingQuestion(
  { missedPolicy: _, missedHours: __, ...options }: ScheduleOptions,
  localTime: string,
  timeZone: string,
  offset: string | null,
): CampaignEndingQuestion {
  return { ...options, localTime, timeZone, ...(offset !== null && { offset }) };
}

export function ScheduleDialog(props: ScheduleDialogProps) {
  const account = useQuery({ queryKey: timeZoneKey, queryFn: accountTimeZone.read });
  if (account.isPending)
    return (
      <Dialog
        title={`Schedule “${props.campaign.name}”`}
        isOpen
        close={props.close}
        act="Schedule it"
        isDisabled
        onAct={() => {}}
      >
        <Skeleton height={220} aria-label="Loading" />
      </Dialog>
    );
  return <ScheduleForm {...props} accountZone={account.data?.timeZone ?? null} />;
}

function ScheduleForm({
  campaign,
  willGetIt,
  close,
  accountZone,
}: ScheduleDialogProps & { accountZone: string | null }) {
  const isMoved = campaign.state === 'scheduled' && campaign.scheduledAt !== null;
  const time = useScheduleTime(
    campaign.timeZone ?? accountZone ?? deviceZone(),
    isMoved ? new Date(campaign.scheduledAt!) : null,
  );
  const [options, setOptions] = useState(() => optionsOf(campaign));
  const [isMore, setIsMore] = useState(false);
  const [restedFault] = useDebouncedValue(time.textFault, REST_MS);
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
  const { at, localTime, timeZone, instants, offset, isPast } = time;
  const isWindowWrong = options.sendWindow !== null && options.sendWindow.from >= options.sendWindow.until;
  return (
    <Dialog
      title={`Schedule “${campaign.name}”`}
      isOpen
      close={close}
      act="Schedule it"
      isBusy={schedule.isPending}
      isDisabled={at === null || isPast || isWindowWrong}
      error={isFaultAtField ? null : schedule.error}
      onAct={() => {
        if (localTime === null || at === null) return;
        schedule.mutate({ ...options, localTime, timeZone, ...(instants.length > 1 && offset !== null && { offset }) });
      }}
    >
      <TextInput
        label="When, in your words"
        placeholder="tomorrow 9:00"
        data-autofocus
        autoComplete="off"
        maxLength={200}
        value={time.text}
        onChange={(event) => time.type(event.currentTarget.value)}
        error={time.textFault !== null && restedFault !== null ? time.textFault : undefined}
      />
      <DateTimePicker
        label="Day and time"
        valueFormat="ddd D MMM YYYY, HH:mm"
        firstDayOfWeek={1}
        value={localTime?.replace('T', ' ') ?? null}
        minDate={localTimeAt(new Date(), timeZone).slice(0, 10)}
        onChange={(value) => time.pick(value === null ? null : value.replace(' ', 'T').slice(0, 16))}
        popoverProps={{ withinPortal: true }}
        error={fault('localTime')}
      />
      <ZoneField timeZone={timeZone} at={at} error={fault('timeZone')} choose={time.chooseZone} />
      <TimeChoices time={time} />
      {at !== null && (
        <Text size="sm" role="status" component="div">
          {isPast ? (
            'That is in the past. Choose a later time, or send it now.'
          ) : (
            <>
              It goes {willGetIt !== null && `to ${counted(willGetIt, 'person', 'people')} `}on{' '}
              <strong>{scheduleSentence(at, timeZone)}</strong>, {untilWords(at, new Date())}. Who is on the lists at
              that moment gets it. {!isMore && optionSentences(options, willGetIt).join(' ')}
            </>
          )}
        </Text>
      )}
      {at !== null && !isPast && localTime !== null && !isWindowWrong && (
        <EndingLine campaignId={campaign.id} question={endingQuestion(options, localTime, timeZone, offset)} />
      )}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isMore}
          rightSection={isMore ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
          onClick={() => setIsMore(!isMore)}
        >
          More
        </Button>
      </div>
      {isMore && (
        <ScheduleMore
          campaignId={campaign.id}
          people={willGetIt}
          timeZone={timeZone}
          clock={localTime?.slice(11) ?? '09:00'}
          options={options}
          change={(change) => setOptions((known) => ({ ...known, ...change }))}
        />
      )}
    </Dialog>
  );
}
