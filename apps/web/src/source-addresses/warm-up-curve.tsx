// The curve of a warm-up: what was used of each day's limit, and the limits to come if every day goes well.
'use client';

import type { SourceAddress } from '@doorstep/contracts';
import { Table, Text } from '@mantine/core';
import { ColumnChart } from '../parts/column-chart';
import { count } from '../parts/numbers';
import { plainWords } from '../parts/words';
import classes from './source-section.module.css';
import { usageToday, usedByDate } from './source-words';

const DAY_MS = 86_400_000;
/** Today and two more: further ones would flatten what was used. */
const COMING_DAYS = 3;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

interface CurveDay {
  date: string;
  used: number | null;
  cap: number | null;
}

/** Past days as they were, today with its limit, and the coming ones as planned. */
function curveOf({ usage, plan }: Pick<SourceAddress, 'usage' | 'plan'>, now: number): CurveDay[] {
  const past = [...usedByDate(usage)].map(([date, { used, cap }]) => ({ date, used, cap })).toReversed();
  const today = dateOf(now);
  const coming = plan
    .slice(0, COMING_DAYS)
    .map(({ cap }, index) => ({ date: dateOf(now + index * DAY_MS), used: null, cap }));
  return [...past, ...coming.filter(({ date }) => date > today || !past.some((day) => day.date === date))];
}

export function WarmUpCurve({ source }: { source: SourceAddress }) {
  const now = Date.now();
  const days = curveOf(source, now);
  const today = usageToday(source.usage, dateOf(now));
  return (
    <>
      <Text size="sm">
        Today each provider may get {count(source.plan[0]?.cap ?? 0)} messages from it.{' '}
        {today.length === 0
          ? 'Nothing went out today.'
          : today
              .map(
                ({ provider, used, cap }) =>
                  `${provider === '' ? 'Others' : plainWords(provider)}: ${count(used)} of ${count(cap ?? 0)}`,
              )
              .join('; ')}
        {today.length > 0 && '.'}
      </Text>
      <figure className={classes.chart} aria-label="Limit and use of each day of the warm-up">
        <ColumnChart
          columns={days.map(({ date, used, cap }) => ({ label: date, values: { used, cap } }))}
          stack={[{ name: 'used', label: 'Used', color: 'var(--tone-good)' }]}
          line={{ name: 'cap', label: 'Limit', color: 'var(--mantine-color-dimmed)' }}
          mostLabels={3}
          isApart
        />
      </figure>
      <details>
        <summary className={classes.summary}>The same as a table</summary>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Day (UTC)</Table.Th>
              <Table.Th ta="end">Used</Table.Th>
              <Table.Th ta="end">Limit</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ date, used, cap }) => (
              <Table.Tr key={date}>
                <Table.Td>{date}</Table.Td>
                <Table.Td ta="end">{used === null ? '–' : count(used)}</Table.Td>
                <Table.Td ta="end">{cap === null ? 'none' : count(cap)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </>
  );
}
