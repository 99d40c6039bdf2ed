// The rest of a schedule, for those who want it: spread, limit, hours, each reader's own clock, a missed time. Each says what it does.
'use client';

import { Chip, Group, NumberInput, Radio, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { campaigns } from '../client/campaigns';
import { count, counted } from '../parts/numbers';
import { missedSentence, rateSentence, type ScheduleOptions, spreadSentence, windowSentence } from './schedule-options';

interface ScheduleMoreProps {
  campaignId: string;
  people: number | null;
  timeZone: string;
  clock: string;
  options: ScheduleOptions;
  change: (change: Partial<ScheduleOptions>) => void;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function HoursFields({ timeZone, options, change }: Pick<ScheduleMoreProps, 'timeZone' | 'options' | 'change'>) {
  const window = options.sendWindow;
  return (
    <Stack gap={8}>
      <Switch
        label="Only on certain days and hours"
        description={windowSentence(window)}
        checked={window !== null}
        onChange={(event) =>
          change({
            sendWindow: event.currentTarget.checked
              ? { days: [1, 2, 3, 4, 5], from: '08:00', until: '18:00', timeZone }
              : null,
          })
        }
      />
      {window !== null && (
        <Stack gap={8} pl={44}>
          <Chip.Group
            multiple
            value={window.days.map(String)}
            onChange={(values) =>
              values.length > 0 && change({ sendWindow: { ...window, days: values.map(Number).sort() } })
            }
          >
            <Group gap={4} role="group" aria-label="Days">
              {days.map((day, at) => (
                <Chip key={day} value={String(at + 1)} size="xs" variant="outline">
                  {day}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Group gap={8} grow>
            <TextInput
              type="time"
              label="From"
              value={window.from}
              onChange={(event) => change({ sendWindow: { ...window, from: event.currentTarget.value } })}
            />
            <TextInput
              type="time"
              label="Until"
              value={window.until}
              error={window.from < window.until ? undefined : 'Later than the beginning, on the same day'}
              onChange={(event) => change({ sendWindow: { ...window, until: event.currentTarget.value } })}
            />
          </Group>
        </Stack>
      )}
    </Stack>
  );
}

/** Where readers live, as far as it is known. */
function Clocks({ campaignId, timeZone, clock }: Pick<ScheduleMoreProps, 'campaignId' | 'timeZone' | 'clock'>) {
  const zones = useQuery({ queryKey: ['campaign', campaignId, 'zones'], queryFn: () => campaigns.zones(campaignId) });
  if (zones.data === undefined) return null;
  const known = zones.data.data.filter((zone) => zone.timeZone !== null);
  const people = known.reduce((sum, zone) => sum + zone.people, 0);
  const unknown = zones.data.data.find((zone) => zone.timeZone === null)?.people ?? 0;
  const most = known.slice(0, 3).map((zone) => `${zone.timeZone} ${count(zone.people)}`);
  return (
    <Text size="sm" c="dimmed">
      {people === 0
        ? `Nobody's zone is known, so all get it at ${clock} ${timeZone}. The field time_zone (Europe/Berlin) or country of a subscriber tells it.`
        : `The zone of ${counted(people, 'person', 'people')} is known (${most.join(', ')}${known.length > 3 ? ' …' : ''}). ${counted(unknown, 'person', 'people')} more get it at ${clock} ${timeZone}.`}{' '}
      The audience is written down when the first clock on earth shows {clock}.
    </Text>
  );
}

export function ScheduleMore({ campaignId, people, timeZone, clock, options, change }: ScheduleMoreProps) {
  return (
    <Stack gap="md">
      <NumberInput
        label="Spread over hours"
        description={spreadSentence(options.spreadMinutes, people)}
        min={0}
        max={168}
        step={1}
        decimalScale={2}
        value={options.spreadMinutes / 60}
        onChange={(value) => change({ spreadMinutes: Math.min(10_080, Math.round(Number(value || 0) * 60)) })}
      />
      <NumberInput
        label="At most an hour"
        description={rateSentence(options.ratePerHour, people)}
        placeholder="No limit"
        min={1}
        max={10_000_000}
        allowDecimal={false}
        thousandSeparator=","
        value={options.ratePerHour ?? ''}
        onChange={(value) => change({ ratePerHour: value === '' ? null : Math.max(1, Number(value)) })}
      />
      <HoursFields timeZone={timeZone} options={options} change={change} />
      <Stack gap={8}>
        <Switch
          label="On each reader's own clock"
          description={
            options.eachAtLocalTime
              ? `Everybody gets it at ${clock} on her own clock.`
              : `Everybody gets it at the same moment, ${clock} ${timeZone}.`
          }
          checked={options.eachAtLocalTime}
          onChange={(event) => change({ eachAtLocalTime: event.currentTarget.checked })}
        />
        {options.eachAtLocalTime && (
          <Stack gap={8} pl={44}>
            <Clocks campaignId={campaignId} timeZone={timeZone} clock={clock} />
            <Radio.Group
              label={`Whose clock is past ${clock} already`}
              value={options.pastZones}
              onChange={(value) => change({ pastZones: value as ScheduleOptions['pastZones'] })}
            >
              <Group gap="md" mt={4}>
                <Radio value="at_once" label="gets it at once" />
                <Radio value="next_day" label="gets it a day later" />
              </Group>
            </Radio.Group>
          </Stack>
        )}
      </Stack>
      <Stack gap={8}>
        <Radio.Group
          label="When its time is missed"
          description={missedSentence(options)}
          value={options.missedPolicy}
          onChange={(value) => change({ missedPolicy: value as ScheduleOptions['missedPolicy'] })}
        >
          <Group gap="md" mt={8}>
            <Radio value="send" label="Send it late" />
            <Radio value="ask" label="Ask me" />
          </Group>
        </Radio.Group>
        {options.missedPolicy === 'send' && (
          <NumberInput
            label="Late by up to hours"
            min={1}
            max={72}
            allowDecimal={false}
            value={options.missedHours}
            onChange={(value) => change({ missedHours: Math.min(72, Math.max(1, Number(value) || 1)) })}
          />
        )}
      </Stack>
    </Stack>
  );
}
