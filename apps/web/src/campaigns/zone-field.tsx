// The zone a time is meant in: all there are, to be searched. Where this device has another one, what its clock shows then is said.
'use client';

import { localTimeAt } from '@doorstep/contracts';
import { Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountTimeZone, timeZoneKey } from '../client/time-zone';
import { deviceZone } from '../parts/time-words';
import { useAction } from '../parts/use-action';

const zones = (): string[] => [...new Set([deviceZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];

interface ZoneFieldProps {
  timeZone: string;
  /** The moment that is meant, once it is clear. */
  at: Date | null;
  error?: string | undefined;
  choose: (timeZone: string) => void;
}

function dayAndClock(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(at);
  return `${day.replace(',', '')}, ${localTimeAt(at, timeZone).slice(11)}`;
}

export function ZoneField({ timeZone, at, error, choose }: ZoneFieldProps) {
  const account = useQuery({ queryKey: timeZoneKey, queryFn: accountTimeZone.read });
  const keep = useAction({
    run: () => accountTimeZone.set(timeZone),
    changes: [timeZoneKey],
    done: `Times are proposed in ${timeZone} from now on`,
  });
  const isOther = deviceZone() !== timeZone;
  const isProposal = account.data !== undefined && account.data.timeZone !== timeZone;
  return (
    <div>
      <Select
        label="Time zone"
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        data={zones().includes(timeZone) ? zones() : [timeZone, ...zones()]}
        limit={100}
        value={timeZone}
        nothingFoundMessage="No such zone; they are called Europe/Berlin and the like"
        onChange={(value) => value !== null && choose(value)}
        error={error}
      />
      {isOther && (
        <Text size="sm" mt={8} p={8} bg="var(--wash-working)" style={{ borderRadius: 8 }} role="note">
          This device is on {deviceZone()} time
          {at !== null && `: its clock shows ${dayAndClock(at, deviceZone())} then`}. What counts is {timeZone}.
        </Text>
      )}
      {isProposal && (
        <Group mt={4}>
          <Button variant="subtle" size="compact-xs" loading={keep.isPending} onClick={() => keep.mutate(undefined)}>
            Always propose {timeZone}
          </Button>
        </Group>
      )}
    </div>
  );
}
