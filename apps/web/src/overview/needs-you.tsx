// The first block of the overview: what waits for a person, worst first. Nothing waiting is a state of its own.

import type { Overview } from '@doorstep/contracts';
import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import classes from './overview.module.css';

export function NeedsYou({ cards }: { cards: Overview['needsYou'] }) {
  return (
    <Section title="Needs you" isFlush>
      {cards.length === 0 && (
        <div className={classes.needs}>
          <ToneIcon tone="good" size={20} />
          <div>
            <Text fw={600}>Nothing needs you</Text>
            <Text size="sm" c="dimmed">
              When a campaign gets stuck, a DNS record breaks or a mailbox refuses us, it stands here first.
            </Text>
          </div>
        </div>
      )}
      {cards.map((card) => (
        <div className={classes.needs} key={`${card.kind} ${card.href}`}>
          <ToneIcon tone="bad" size={20} />
          <div className={classes.words}>
            <Text fw={500}>
              {card.count !== null && (
                <>
                  <Anchor component={Link} href={card.href} inherit underline="always" className="numbers">
                    {count(card.count)}
                  </Anchor>{' '}
                </>
              )}
              {card.words}
            </Text>
            {card.since && (
              <Text size="sm" c="dimmed">
                since <Moment at={card.since} asRelative />
              </Text>
            )}
          </div>
          <Button component={Link} href={card.href} variant="default">
            Look at it
          </Button>
        </div>
      ))}
    </Section>
  );
}
