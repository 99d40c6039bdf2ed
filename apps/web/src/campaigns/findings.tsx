// What was found before sending: problems block, advice does not; each leads to the place it speaks of.
import type { Preflight } from '@doorstep/contracts';
import { counted } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import classes from './ready-panel.module.css';

interface FindingsProps {
  findings: Preflight['findings'];
  goTo: (field: string, line: number | null) => void;
}

const placeWords: Record<string, string> = {
  subject: 'the subject',
  previewText: 'the preview text',
  contentSource: 'the message',
  html: 'the HTML',
  text: 'the text',
  name: 'the name',
  sendingDomainId: 'the sending domain',
  fromLocal: 'the from address',
  fromName: 'the from name',
  replyTo: 'the reply address',
  listIds: 'the lists',
  segmentIds: 'the segments',
};

export function Findings({ findings, goTo }: FindingsProps) {
  const problems = findings.filter((finding) => finding.kind === 'problem');
  const advice = findings.filter((finding) => finding.kind === 'advice');
  const title =
    problems.length > 0
      ? `${counted(problems.length, 'problem keeps', 'problems keep')} it from going out`
      : 'Nothing keeps it from going out';
  return (
    <>
      <div className={classes.finding} role="status">
        <ToneIcon tone={problems.length > 0 ? 'bad' : 'good'} size={16} />
        <strong>{title}</strong>
      </div>
      <ul className={classes.findings}>
        {[...problems, ...advice].map((finding) => (
          <li className={classes.finding} key={`${finding.code} ${finding.field} ${finding.line} ${finding.words}`}>
            <ToneIcon tone={finding.kind === 'problem' ? 'bad' : 'warn'} size={16} />
            <span>
              {finding.words}{' '}
              {finding.field !== null && finding.field in placeWords && (
                <button type="button" className={classes.jump} onClick={() => goTo(finding.field ?? '', finding.line)}>
                  Go to {finding.line !== null && `line ${finding.line} of `}
                  {placeWords[finding.field]}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
