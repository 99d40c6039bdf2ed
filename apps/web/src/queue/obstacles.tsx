// Why nothing goes out although something waits: each thing that holds it, until when, and where it is changed.
import type { Obstacle } from '@doorstep/contracts';
import { Button, Text } from '@mantine/core';
import { Link } from '../parts/link';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import classes from './obstacles.module.css';

/** What a person has to do something about, not only wait for. */
const waitsByItself: ReadonlySet<Obstacle['gate']> = new Set(['later', 'outside_hours', 'sites_paused']);

export function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  if (obstacles.length === 0) return null;
  return (
    <Section title="Why is nothing going out?" isFlush>
      <ul className={classes.list}>
        {obstacles.map(({ gate, words, whatToDo, until, href }) => (
          <li key={gate} className={classes.obstacle}>
            <ToneIcon tone={waitsByItself.has(gate) ? 'warn' : 'bad'} size={20} />
            <div className={classes.words}>
              <Text fw={500}>{words}</Text>
              <Text size="sm" c="dimmed" component="div">
                {whatToDo}
                {until && (
                  <>
                    {' '}
                    Until <Moment at={until} />.
                  </>
                )}
              </Text>
            </div>
            {href !== '/queue' && (
              <Button component={Link} href={href} variant="default">
                Look at it
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
