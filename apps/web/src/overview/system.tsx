// Whether the machine is well: worker, queue, DNS, mailboxes, clock.
import type { Overview } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { Link } from '../parts/link';
import { Section } from '../parts/section';
import { ToneIcon } from '../parts/status';
import { checkWords } from '../parts/words';
import classes from './overview.module.css';

export function System({ checks }: { checks: Overview['system'] }) {
  return (
    <Section title="The machine" isFlush>
      <ul className={classes.system}>
        {checks.map((check) => (
          <li key={check.name} style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <ToneIcon tone={checkWords[check.result].tone} />
            <span>
              <Anchor component={Link} href={check.href} inherit fw={500}>
                {check.name}
              </Anchor>
              : {check.words}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
