// A full-loop test as a person reads it: what each stage found, and what to do where it stopped. Pure.
import type { LoopTest, LoopTestStep } from '@doorstep/contracts';
import type { LoopTestRow } from '@doorstep/database';

type Row = LoopTestRow;
type Step = Omit<LoopTestStep, 'at'> & { readonly at: Date | null };
type View = Omit<LoopTest, 'startedAt' | 'waitsUntil' | 'endedAt' | 'steps'> & {
  readonly startedAt: Date;
  readonly waitsUntil: Date;
  readonly endedAt: Date | null;
  readonly steps: readonly Step[];
};

export function loopTestView(row: Row, returnPath: string): View {
  const steps = [
    mxStep(row),
    ...(isMxFound(row) ? [handoverStep(row)] : []),
    ...(isUnderWay(row) ? [arrivalStep(row)] : []),
  ];
  return {
    ...{ id: row.id, domain: row.returnPathDomain, returnPath, state: row.state, startedBy: row.startedBy, steps },
    ...{ startedAt: row.createdAt, waitsUntil: row.waitsUntil, endedAt: row.endedAt, cameTo: row.mailboxName },
  };
}

const isMxFound = ({ mxHosts }: Row) => mxHosts !== null && mxHosts.length > 0;
const isUnderWay = ({ handedAt, cameAt }: Row) => handedAt !== null || cameAt !== null;

function mxStep(row: Row): Step {
  const { mxHosts, returnPathDomain: domain, troubleStep, trouble, state, createdAt } = row;
  if (mxHosts !== null && mxHosts.length > 0)
    return {
      step: 'mx',
      result: 'pass',
      at: createdAt,
      words: `Mail for ${domain} goes to ${mxHosts.join(', ')}.`,
      fix: null,
    };
  if (troubleStep === 'mx')
    return {
      ...{ step: 'mx', result: state === 'sending' ? 'warn' : 'fail', at: createdAt },
      words: `No mail server was found for ${domain}: ${trouble ?? 'no answer'}.`,
      fix: `Set an MX record for ${domain} that names the server of a bounce mailbox. The page of the sending domain shows the record.`,
    };
  return state === 'sending'
    ? { step: 'mx', result: 'waiting', at: null, words: `The mail server of ${domain} is looked up.`, fix: null }
    : {
        ...{ step: 'mx', result: 'fail', at: null },
        words: 'The message was not sent in time: no worker took it up.',
        fix: 'Look at the overview whether a worker runs, then try again.',
      };
}

function handoverStep(row: Row): Step {
  const { handedAt, reply, mxHost, trouble, state, cameAt } = row;
  const host = mxHost ?? 'the mail server';
  if (handedAt !== null)
    return {
      step: 'handover',
      result: 'pass',
      at: handedAt,
      words: `${host} took the message: ${reply || 'accepted'}`,
      fix: null,
    };
  if (cameAt !== null)
    return { step: 'handover', result: 'pass', at: cameAt, words: `${host} took the message.`, fix: null };
  if (trouble === null)
    return { step: 'handover', result: 'waiting', at: null, words: 'The message is being handed over.', fix: null };
  return {
    ...{ step: 'handover', result: state === 'sending' ? 'warn' : 'fail', at: row.endedAt },
    words: `${host} did not take the message: ${trouble}`,
    fix: handoverFix(trouble, row),
  };
}

function handoverFix(trouble: string, { state, returnPathDomain: domain }: Row): string {
  if (/DKIM/.test(trouble)) return 'Make a DKIM key for the sending domain, then try again.';
  if (/^5|unknown|no such|not exist|relay/i.test(trouble))
    return `The server must take mail for every address of ${domain} (a catch-all), from the empty sender too: bounces have it.`;
  if (/refused|timed? ?out|unreachable|no reply/i.test(trouble))
    return 'The server could not be reached on port 25. Check the MX record, and whether this machine may send on port 25.';
  return state === 'sending' ? 'It is tried again by itself.' : 'Mend what the server says, then try again.';
}

function arrivalStep(row: Row): Step {
  const { cameAt, mailboxName, state, mxHosts, returnPathDomain: domain } = row;
  if (cameAt !== null)
    return {
      ...{ step: 'arrival', result: 'pass', at: cameAt, fix: null },
      words: `It came back ${mailboxName === null ? 'over the bounce listener' : `into “${mailboxName}”`} and was recognised${after(row, cameAt)}.`,
    };
  if (state === 'on_its_way')
    return {
      step: 'arrival',
      result: 'waiting',
      at: null,
      words: 'Doorstep looks for it in every bounce mailbox.',
      fix: null,
    };
  return {
    ...{ step: 'arrival', result: 'fail', at: row.endedAt },
    words: 'It did not come to any mailbox Doorstep reads in time. When it still comes, this turns green.',
    fix: `Three causes are usual: the MX of ${domain} (${mxHosts?.join(', ') ?? 'unknown'}) belongs to another mailbox than those on this page; the catch-all is missing, so mail to unknown names is thrown away; or it lies in the junk folder. Look for “Doorstep full-loop test” there.`,
  };
}

function after({ handedAt }: Row, cameAt: Date): string {
  if (handedAt === null) return '';
  const seconds = Math.max(0, Math.round((cameAt.getTime() - handedAt.getTime()) / 1000));
  if (seconds < 1) return ', within a second of being sent';
  return seconds < 120 ? `, ${seconds} s after it was sent` : `, ${Math.round(seconds / 60)} min after it was sent`;
}
