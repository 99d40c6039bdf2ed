// How many people of a group failed, week by week: as a picture, and the same as a table.
'use client';

import { Table, Text } from '@mantine/core';
import { count } from '../parts/numbers';
import { Sparkline } from '../parts/sparkline';
import classes from './chronic.module.css';
import { weeksInWords } from './chronic-words';

const WEEK_MS = 7 * 86_400_000;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function Weeks({ weeks }: { weeks: readonly number[] }) {
  const now = Date.now();
  const rows = weeks.map((people, at) => {
    const until = now - (weeks.length - 1 - at) * WEEK_MS;
    return { people, words: `${day.format(until - WEEK_MS)} – ${day.format(until)}` };
  });
  return (
    <div>
      <figure className={classes.figure}>
        <Text component="figcaption" size="sm" mb={4}>
          People who failed, week by week
        </Text>
        <Sparkline values={weeks} words={weeksInWords(weeks)} isLarge />
        <Text size="xs" c="dimmed" className={classes.ends} aria-hidden>
          <span>{rows[0]?.words}</span>
          <span>this week: {count(weeks.at(-1) ?? 0)}</span>
        </Text>
      </figure>
      <details className={classes.weeks}>
        <summary>The same as a table</summary>
        <Table aria-label="People who failed, week by week">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Week</Table.Th>
              <Table.Th ta="end">People</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.toReversed().map(({ people, words }) => (
              <Table.Tr key={words}>
                <Table.Td>{words}</Table.Td>
                <Table.Td ta="end">{count(people)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </div>
  );
}
