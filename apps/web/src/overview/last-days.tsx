// How the last days went: every number with what it is a part of, and against the days before them.
import type { Overview } from '@doorstep/contracts';
import { SegmentedControl } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { count, share } from '../parts/numbers';
import { Section } from '../parts/section';
import { against, type Counted } from './against';
import classes from './overview.module.css';

const shown: readonly (readonly [Counted, string])[] = [
  ['accepted', 'Accepted by their server'],
  ['deferred', 'Trying again'],
  ['refused', 'Refused'],
  ['returned', 'Returned later'],
  ['complained', 'Complained'],
];

interface LastDaysProps {
  numbers: Overview['lastDays'];
  days: '7' | '28';
  choose: (days: '7' | '28') => void;
}

export function LastDays({ numbers, days, choose }: LastDaysProps) {
  return (
    <Section
      title={`The last ${numbers.days} days`}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Days"
          value={days}
          onChange={(value) => choose(value === '28' ? '28' : '7')}
          data={[
            { value: '7', label: '7 days' },
            { value: '28', label: '28 days' },
          ]}
        />
      }
      isFlush
    >
      {numbers.attempted === 0 ? (
        <EmptyState title="No mail in these days">
          As soon as a campaign goes out, this says how many were accepted, refused or returned.
        </EmptyState>
      ) : (
        <dl className={classes.numbers} style={{ margin: 0 }}>
          {shown.map(([key, label]) => (
            <div className={classes.number} key={key}>
              <dt>{label}</dt>
              <dd>{count(numbers[key])}</dd>
              <dd>{share(numbers[key], numbers.attempted)}</dd>
              <dd>{against(numbers, key)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
