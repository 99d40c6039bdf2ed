// One try to hand over a message: what their server said, how far it came; every step on demand.
import type { AttemptOutcome, AttemptView } from '@doorstep/contracts';
import type { ReactNode } from 'react';
import { Moment } from '../parts/moment';
import { milliseconds } from '../parts/numbers';
import { RawReply } from '../parts/raw-reply';
import { ToneIcon } from '../parts/status';
import { categoryWords, plainWords, scopeWords, stageWords, type Tone } from '../parts/words';
import { type ReportStep, readReport } from './attempt-report';
import classes from './timeline.module.css';

const tones: Record<AttemptOutcome, Tone> = {
  accepted: 'good',
  deferred: 'warn',
  refused: 'bad',
  in_doubt: 'warn',
  abandoned: 'calm',
};

const stageLabel = (stage: string): string =>
  stage in stageWords ? stageWords[stage as keyof typeof stageWords] : plainWords(stage);

/** The host stands only where it is another one than that of the whole try. */
function Steps({ steps, mxHost }: { steps: readonly ReportStep[]; mxHost: string | null }) {
  return (
    <table className={classes.steps}>
      <caption className="visually-hidden">Every step of this try</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className={classes.ms}>
            Took
          </th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          // The steps of a finished attempt never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be equal in every word.
          <tr key={index}>
            <td>{plainWords(stageLabel(step.stage))}</td>
            <td className={classes.ms}>{step.ms === null ? '–' : milliseconds(step.ms)}</td>
            <td className="mono">
              {step.mxHost && step.mxHost !== mxHost && `${step.mxHost}${step.ip === null ? '' : ` [${step.ip}]`}: `}
              {step.words}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ attempt, children }: { attempt: AttemptView; children: ReactNode }) {
  const report = readReport(attempt.report);
  const facts: [name: string, value: string | null][] = [
    ['Kind of answer', attempt.category && categoryWords[attempt.category]],
    ['It speaks of', attempt.scope && scopeWords[attempt.scope]],
    ['Encryption', attempt.tls],
    ['Our IP', report.sourceIp],
    ['DNS said', report.dns],
    ['Rule', attempt.ruleId],
    ['When it came, read as', attempt.formerCategory ? categoryWords[attempt.formerCategory] : null],
    ['Attempt', attempt.id],
  ];
  return (
    <details className={classes.details}>
      <summary>Technical details</summary>
      {children}
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {report.steps.length > 0 && <Steps steps={report.steps} mxHost={attempt.mxHost} />}
    </details>
  );
}

interface AttemptEntryProps {
  attempt: AttemptView;
  number: number;
  /** The verdict rests on it. */
  isProof: boolean;
}

export function AttemptEntry({ attempt, number, isProof }: AttemptEntryProps) {
  const { trouble } = readReport(attempt.report);
  const said = attempt.replyText ?? trouble;
  // A yes needs no reading: its words stand with the details.
  const isAccepted = attempt.outcome === 'accepted';
  return (
    <li className={classes.happening} id={`e-${attempt.id}`}>
      <span className={classes.mark}>
        <ToneIcon tone={attempt.outcome === null ? 'working' : tones[attempt.outcome]} size={16} />
      </span>
      <div>
        <div className={classes.line}>
          <span>{attempt.words}</span>
          {isProof && <span className={classes.proof}>The verdict rests on this</span>}
        </div>
        <div className={classes.meta}>
          <span>
            Try {number}, <Moment at={attempt.begunAt} />
          </span>
          {attempt.mxHost && (
            <span>
              Server{' '}
              <b className="mono">
                {attempt.mxHost}
                {attempt.mxIp && ` [${attempt.mxIp}]`}
              </b>
            </span>
          )}
          {attempt.stage && (
            <span>
              Decided while <b>{stageWords[attempt.stage]}</b>
            </span>
          )}
          {attempt.replyCode !== null && (
            <span>
              Code{' '}
              <b className="mono">
                {attempt.replyCode} {attempt.enhancedCode}
              </b>
            </span>
          )}
          {attempt.nextAttemptAt && (
            <span>
              Next try <Moment at={attempt.nextAttemptAt} asRelative />
            </span>
          )}
        </div>
        {said !== null && !isAccepted && <RawReply text={said} />}
        <Details attempt={attempt}>{said !== null && isAccepted && <RawReply text={said} />}</Details>
      </div>
    </li>
  );
}
