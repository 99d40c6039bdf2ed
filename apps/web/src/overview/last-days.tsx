// How the last days went: every number with what it is a part of.
import type { Overview } from '@doorstep/contracts';
import { EmptyState } from '../parts/empty-state';
import { count, share } from '../parts/numbers';
import { Section } from '../parts/section';
import classes from './overview.module.css';

const shown = [
  ['accepted', 'Accepted by their server'],
  ['deferred', 'Trying again'],
  ['refused', 'Refused'],
  ['returned', 'Returned later'],
  ['complained', 'Complained'],
] as const;

export function LastDays({ numbers }: { numbers: Overview['lastDays'] }) {
  return (
    <Section title={`The last ${numbers.days} days`} isFlush>
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
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
