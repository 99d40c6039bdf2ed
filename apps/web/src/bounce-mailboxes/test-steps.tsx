// The steps of a mailbox test as they went, each with its time and, where it failed, what to do; it ends at the first that failed.
import type { MailboxTest } from '@doorstep/contracts';
import { milliseconds } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { checkWords } from '../parts/words';
import classes from './mailbox-section.module.css';
import { stepWords } from './mailbox-words';

export function TestSteps({ test }: { test: MailboxTest }) {
  return (
    <ol className={classes.steps} aria-label="Steps of the test">
      {test.steps.map((step) => (
        <li key={step.step}>
          <ToneIcon tone={checkWords[step.result].tone} />
          <span>
            {stepWords[step.step]}
            <span className="visually-hidden">: {checkWords[step.result].label}</span>
          </span>
          <span>
            {step.words}
            {step.fix !== null && <span className={classes.fix}>{step.fix}</span>}
          </span>
          <span className="numbers">{milliseconds(step.ms)}</span>
        </li>
      ))}
    </ol>
  );
}
