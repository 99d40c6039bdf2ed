// The columns of the groups; each number of people opens exactly them.
'use client';

import type { ChronicGroup } from '@doorstep/contracts';
import { Anchor, Text, UnstyledButton } from '@mantine/core';
import type { Column } from '../parts/data-table';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { Sparkline } from '../parts/sparkline';
import { Status } from '../parts/status';
import classes from './chronic.module.css';
import { headlineOf, stateWords, trendOf, weeksInWords } from './chronic-words';
import type { Shown } from './shown';

const SELECTED = { label: 'Selected', tone: 'working' } as const;

interface Doors {
  open: (key: string) => void;
  /** The people behind a number of a group. */
  showPeople: (group: string, shown: Shown) => void;
}

const numberOf = (
  group: ChronicGroup,
  [words, value, shown]: readonly [words: string, value: number, shown: Shown],
  { showPeople }: Doors,
) =>
  value === 0 ? (
    0
  ) : (
    <Anchor
      component="button"
      type="button"
      inherit
      aria-label={`${count(value)} ${words}`}
      onClick={() => showPeople(group.key, shown)}
    >
      {count(value)}
    </Anchor>
  );

export const groupColumns = (doors: Doors, selected: ReadonlySet<string>): Column<ChronicGroup>[] => [
  {
    header: 'Trouble',
    width: '40%',
    cell: (group) => (
      <UnstyledButton className={classes.group} data-row={group.key} onClick={() => doors.open(group.key)}>
        <span className={classes.headline}>
          {headlineOf(group)} {selected.has(group.key) && <Status word={SELECTED} />}
        </span>
        <span className={classes.said}>{group.latestText ?? 'No reply: nobody answered.'}</span>
      </UnstyledButton>
    ),
  },
  {
    header: 'People',
    width: 80,
    isNumber: true,
    cell: (group) => numberOf(group, ['in this group', group.people, 'all'], doors),
  },
  {
    header: 'Held back',
    width: 96,
    isNumber: true,
    cell: (group) => numberOf(group, ['held back', group.heldBack, 'held_back'], doors),
  },
  {
    header: 'Trend',
    width: 176,
    cell: (group) => (
      <span className={classes.trend}>
        <Sparkline values={group.weeks} words={weeksInWords(group.weeks)} />
        <Text size="xs" c="dimmed" component="span">
          {trendOf(group)}
        </Text>
      </span>
    ),
  },
  { header: 'Since', width: 120, isNumber: true, cell: ({ since }) => <Moment at={since} asRelative /> },
  { header: 'State', width: 144, cell: ({ state }) => <Status word={stateWords[state]} /> },
];
