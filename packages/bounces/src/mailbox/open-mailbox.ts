// Opens a bounce mailbox over the protocol it is set up for, and tests one in steps a person can follow.
import { asMailboxError, dial } from './dial.js';
import { openImap } from './imap-mailbox.js';
import {
  type Mailbox,
  MailboxError,
  type MailboxSettings,
  type MailboxStep,
  type MailboxTest,
  type MailboxTestStep,
  type OpenedMailbox,
  type StepListener,
} from './mailbox.js';
import { openPop3 } from './pop3-mailbox.js';

/** Opens a mailbox. What the server or the network answers is a value; only bugs are thrown. */
export function openMailbox(settings: MailboxSettings): Promise<OpenedMailbox> {
  return openTelling(settings, () => undefined);
}

async function openTelling(settings: MailboxSettings, onStep: StepListener): Promise<OpenedMailbox> {
  let last: MailboxStep = 'dns';
  const told: StepListener = (step, result, words) => {
    last = after(step, settings);
    onStep(step, result, words);
  };
  try {
    const wire = await dial(settings, told);
    const open = settings.protocol === 'imap' ? openImap : openPop3;
    return { kind: 'open', mailbox: await open(wire, settings, told) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    const { step, words, detail } = asMailboxError(last, error, settings);
    return { kind: 'failed', step: step === 'session' ? last : step, words, detail };
  }
}

function after(step: MailboxStep, { tls }: MailboxSettings): MailboxStep {
  if (step === 'dns') return 'connect';
  if (step === 'connect') return tls === 'none' ? 'sign_in' : 'tls';
  return step === 'tls' ? 'sign_in' : 'open_folder';
}

/** Opens, counts and leaves a mailbox, telling how each step went and how long it took. Changes nothing in it. */
export async function testMailbox(settings: MailboxSettings): Promise<MailboxTest> {
  const steps: MailboxTestStep[] = [];
  let begun = performance.now();
  const add = (step: MailboxTestStep['step'], result: MailboxTestStep['result'], words: string) => {
    steps.push({ step, result, ms: Math.round(performance.now() - begun), words });
    begun = performance.now();
    if (step === 'connect' && result === 'pass' && settings.tls === 'none')
      add('tls', 'warn', 'Not encrypted: the password can be read on the way.');
  };
  const opened = await openTelling(settings, add);
  if (opened.kind === 'failed') {
    const reason = opened.detail === '' ? opened.words : `${opened.words} The server said: ${opened.detail}`;
    add(opened.step, 'fail', reason);
    return { steps, messageCount: null };
  }
  const messageCount = await count(opened.mailbox, add);
  return { steps, messageCount };
}

async function count(mailbox: Mailbox, add: (step: 'count', result: 'pass' | 'fail', words: string) => void) {
  try {
    const { length } = await mailbox.list();
    add('count', 'pass', length === 1 ? 'There is 1 message.' : `There are ${length} messages.`);
    await mailbox.close();
    return length;
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    add('count', 'fail', error.message);
    return null;
  }
}
