// A month of campaigns: what went, what is to go, what series will make. A grid of days; on a phone, a list.
'use client';

import { type CalendarEntry, localTimeAt } from '@doorstep/contracts';
import { ActionIcon, Anchor, Button, Group, Skeleton, Text } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { monthWords } from '../campaigns/months';
import { reports } from '../client/reports';
import { accountTimeZone, timeZoneKey } from '../client/time-zone';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Status } from '../parts/status';
import { deviceZone } from '../parts/time-words';
import { campaignWords, type Word } from '../parts/words';
import classes from './calendar.module.css';
import { monthAfter, weeksOf } from './month-days';

const IS_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const notMade: Word = { label: 'To be made', tone: 'calm' };

const hrefOf = ({ kind, id }: CalendarEntry) => (kind === 'campaign' ? `/campaigns/${id}` : '/campaigns/series');
const wordOf = ({ state }: CalendarEntry): Word => (state === null ? notMade : campaignWords[state]);

function Entry({ entry, timeZone }: { entry: CalendarEntry; timeZone: string }) {
  return (
    <>
      <span className={classes.number}>{localTimeAt(new Date(entry.at), timeZone).slice(11)}</span>{' '}
      <Anchor component={Link} href={hrefOf(entry)} underline="always">
        {entry.name}
      </Anchor>
      <div>
        <Status word={wordOf(entry)} />
      </div>
    </>
  );
}

function Grid({ month, entries, timeZone }: { month: string; entries: CalendarEntry[]; timeZone: string }) {
  const byDay = Map.groupBy(entries, ({ at }) => localTimeAt(new Date(at), timeZone).slice(0, 10));
  const today = localTimeAt(new Date(), timeZone).slice(0, 10);
  return (
    <table className={classes.grid} aria-label={`Campaigns of ${monthWords(month)}`}>
      <thead>
        <tr>
          {days.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]!.date}>
            {week.map(({ date, isInMonth }) => (
              <td key={date} className={date === today ? classes.today : undefined}>
                <time dateTime={date} className={`${classes.number} ${isInMonth ? '' : classes.other}`}>
                  {Number(date.slice(8))}
                </time>
                <ul className={classes.entries}>
                  {(byDay.get(date) ?? []).map((entry) => (
                    <li key={`${entry.id} ${entry.at}`}>
                      <Entry entry={entry} timeZone={timeZone} />
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List({ entries, timeZone }: { entries: CalendarEntry[]; timeZone: string }) {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  return (
    <ul className={classes.list}>
      {entries.map((entry) => (
        <li key={`${entry.id} ${entry.at}`}>
          <Text size="sm" c="dimmed" component="time" dateTime={entry.at}>
            {day.format(new Date(entry.at))}
          </Text>
          <Text size="sm" component="div">
            <Entry entry={entry} timeZone={timeZone} />
          </Text>
        </li>
      ))}
    </ul>
  );
}

function aboutOf(timeZone: string, campaigns: number | undefined): string {
  const device = timeZone === deviceZone() ? '' : ` This device is on ${deviceZone()} time.`;
  const told = campaigns === undefined ? '' : ` ${counted(campaigns, 'campaign', 'campaigns')} in this month.`;
  return `All times are ${timeZone}.${device}${told}`;
}

export function CalendarPage() {
  const account = useQuery({ queryKey: timeZoneKey, queryFn: accountTimeZone.read });
  const timeZone = account.data?.timeZone ?? deviceZone();
  // What the server would write is of its own zone and day: the page is the same for both only once it is here.
  const isHere = useMounted();
  const thisMonth = localTimeAt(new Date(), timeZone).slice(0, 7);
  const [asked, setMonth] = useQueryState('month', parseAsString);
  const month = asked !== null && IS_MONTH.test(asked) ? asked : thisMonth;
  const query = useQuery({
    queryKey: ['calendar', month, timeZone],
    queryFn: () => reports.calendar(month, timeZone),
    enabled: isHere && !account.isPending,
  });
  const entries = query.data?.entries ?? [];
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title={isHere ? monthWords(month) : 'Calendar'}
        about={isHere ? aboutOf(timeZone, query.data?.entries.length) : undefined}
        actions={
          <Group gap={4} wrap="nowrap">
            <ActionIcon aria-label="The month before" onClick={() => void setMonth(monthAfter(month, -1))}>
              <ChevronLeft size={16} aria-hidden />
            </ActionIcon>
            <Button variant="default" onClick={() => void setMonth(null)}>
              This month
            </Button>
            <ActionIcon aria-label="The month after" onClick={() => void setMonth(monthAfter(month, 1))}>
              <ChevronRight size={16} aria-hidden />
            </ActionIcon>
          </Group>
        }
      />
      {query.isPending && <Skeleton height={420} />}
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.data && (
        <FrameBox>
          <Grid month={month} entries={entries} timeZone={timeZone} />
          <List entries={entries} timeZone={timeZone} />
          {entries.length === 0 && (
            <EmptyState title="Nothing in this month">
              Campaigns that went out stand on their day, and those that are scheduled or that a series will make.
              Schedule a draft and it stands here.
            </EmptyState>
          )}
        </FrameBox>
      )}
    </>
  );
}
