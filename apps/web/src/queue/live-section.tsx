// The last hour minute by minute: what ended how, how fast it goes, how long the rest takes; the same as a table.
'use client';

import type { LiveFigures } from '@doorstep/contracts';
import { Skeleton, Table, Text } from '@mantine/core';
import { ColumnChart } from '../parts/column-chart';
import { count, counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { useZone } from '../parts/zone';
import { minutesLeft, roughly } from './eta-words';
import classes from './live-section.module.css';

const series = [
  { name: 'accepted', label: 'Accepted', color: 'var(--tone-good)' },
  { name: 'deferred', label: 'Later', color: 'var(--tone-warn)' },
  { name: 'refused', label: 'Refused', color: 'var(--tone-bad)' },
  { name: 'inDoubt', label: 'In doubt', color: 'var(--tone-calm)' },
];

const clockIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });

const countsOf = ({ accepted, deferred, refused, inDoubt }: LiveFigures['minutes'][number]) => ({
  accepted,
  deferred,
  refused,
  inDoubt,
});

function Figure({ label, value, note }: { label: string; value: string; note?: string | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="numbers">{value}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

function due(seconds: number): string {
  if (seconds < 1) return '0 s';
  return seconds < 120 ? `${Math.round(seconds)} s` : roughly(Math.round(seconds / 60)).replace('about ', '');
}

export function LiveSection({ live }: { live: LiveFigures | undefined }) {
  const clock = clockIn(useZone());
  if (live === undefined) return <Skeleton height={284} />;
  const rows = live.minutes.map((minute) => ({ ...minute, time: clock.format(new Date(minute.at)) }));
  const left = live.control.isPaused ? null : minutesLeft(live.waiting, live.acceptedPerMinute);
  const alive = live.workers.filter(({ isAlive }) => isAlive);
  const troubled = alive.filter(({ trouble }) => trouble !== null);
  return (
    <Section title="Right now">
      <dl className={classes.figures}>
        <Figure
          label="Accepted a minute"
          value={count(Math.round(live.acceptedPerMinute))}
          note="mean of five minutes"
        />
        <Figure
          label="Waiting"
          value={count(live.waiting)}
          note={left === null ? undefined : `${roughly(left)} left`}
        />
        <Figure
          label="In hand"
          value={count(live.inHand)}
          note={counted(live.connections, 'connection', 'connections')}
        />
        <Figure label="Longest overdue" value={due(live.oldestDueSeconds)} note="what is due and not paused" />
        <Figure
          label="Workers"
          value={count(alive.length)}
          note={alive.length === 0 ? 'nothing is sent' : (troubled[0]?.trouble ?? undefined)}
        />
      </dl>
      <figure className={classes.chart} aria-label="Attempts ended in each of the last 60 minutes">
        <ColumnChart
          columns={rows.map((row) => ({ label: row.time, values: countsOf(row) }))}
          stack={series}
          mostLabels={5}
        />
      </figure>
      <details className={classes.numbers}>
        <summary>The same as a table</summary>
        <section className={classes.scroll} aria-label="Attempts ended a minute">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Minute</Table.Th>
                {series.map(({ name, label }) => (
                  <Table.Th key={name} ta="end">
                    {label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.toReversed().map((row) => (
                <Table.Tr key={row.at}>
                  <Table.Td>{row.time}</Table.Td>
                  <Table.Td ta="end">{count(row.accepted)}</Table.Td>
                  <Table.Td ta="end">{count(row.deferred)}</Table.Td>
                  <Table.Td ta="end">{count(row.refused)}</Table.Td>
                  <Table.Td ta="end">{count(row.inDoubt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
        <Text size="xs" c="dimmed">
          Times of this device. The minute that runs is not over yet.
        </Text>
      </details>
    </Section>
  );
}
