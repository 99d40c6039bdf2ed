// How the last days went: every number with what it is a part of, and against the days before them; each opens its messages.
import type { Overview, ResultGroup } from '@doorstep/contracts';
import { Anchor, SegmentedControl, Text } from '@mantine/core';
import { EmptyState } from '../parts/empty-state';
import { Link } from '../parts/link';
import { count, percent } from '../parts/numbers';
import { Section } from '../parts/section';
import { against, type Counted } from './against';
import classes from './overview.module.css';

const shown: readonly (readonly [Counted, string, ResultGroup])[] = [
  ['accepted', 'Accepted', 'accepted'],
  ['deferred', 'Trying again', 'trying_again'],
  ['refused', 'Refused', 'refused'],
  ['gaveUp', 'Gave up', 'gave_up'],
  ['returned', 'Returned later', 'returned'],
  ['complained', 'Complained', 'complained'],
];

const messagesHref = (range: string, show: ResultGroup | 'sent') => `/deliverability?range=${range}&show=${show}`;

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
          {shown.map(([key, label, group]) => (
            <div className={classes.number} key={key}>
              <dt>{label}</dt>
              <dd>
                <Opened href={messagesHref(`${days}d`, group)} name={`${label}: ${count(numbers[key])}`}>
                  {count(numbers[key])}
                </Opened>
              </dd>
              <dd>
                {percent(numbers[key], numbers.attempted) ?? count(numbers[key])} of{' '}
                <Opened href={messagesHref(`${days}d`, 'sent')} name={`${count(numbers.attempted)} messages tried`}>
                  {count(numbers.attempted)}
                </Opened>
              </dd>
              {numbers.before.attempted > 0 && (
                <dd>
                  <Opened href={messagesHref(`${days}d-before`, group)} name={`${label}, ${against(numbers, key)}`}>
                    {against(numbers, key)}
                  </Opened>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {numbers.attempted > 0 && numbers.before.attempted === 0 && (
        <Text size="xs" c="dimmed" px={16} pb={12}>
          Nothing went out in the {numbers.days} days before, so there is nothing to compare with.
        </Text>
      )}
    </Section>
  );
}

function Opened({ href, name, children }: { href: string; name: string; children: string }) {
  return (
    <Anchor component={Link} href={href} inherit c="inherit" className={classes.opened ?? ''} aria-label={name}>
      {children}
    </Anchor>
  );
}
