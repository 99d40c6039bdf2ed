// The first steps, until all are done.
import type { Overview } from '@doorstep/contracts';
import { Circle, CircleCheck } from 'lucide-react';
import { Link } from '../parts/link';
import { Section } from '../parts/section';
import classes from './overview.module.css';

export function Checklist({ steps }: { steps: Overview['checklist'] }) {
  const done = steps.filter((step) => step.isDone).length;
  if (done === steps.length) return null;
  return (
    <Section title="First steps" aside={`${done} of ${steps.length} done`} isFlush>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.key}>
            <Link href={step.href} className={`${classes.step} ${step.isDone ? classes.done : ''}`}>
              {step.isDone ? (
                <CircleCheck size={16} strokeWidth={1.5} color="var(--tone-good)" aria-label="Done:" />
              ) : (
                <Circle size={16} strokeWidth={1.5} aria-label="To do:" />
              )}
              {step.words}
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
