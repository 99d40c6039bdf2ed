// Opens a bounce mailbox over the protocol it is set up for, to read it or to be told of new mail.
import { asMailboxError, dial, type Wire } from './dial.js';
import { openImap } from './imap-mailbox.js';
import { type BegunWatch, beginWatch } from './imap-watch.js';
import {
  MailboxError,
  type MailboxFailure,
  type MailboxSettings,
  type MailboxStep,
  type OpenedMailbox,
  type StepListener,
} from './mailbox.js';
import { openPop3 } from './pop3-mailbox.js';

/** Opens a mailbox. What the server or the network answers is a value; only bugs are thrown. */
export function openMailbox(settings: MailboxSettings): Promise<OpenedMailbox> {
  return openTelling(settings, () => undefined);
}

export type OpenedWatch = BegunWatch | MailboxFailure;

/** Keeps a connection to an IMAP mailbox open that tells of new mail; `onNews` is called at once, too. */
export async function watchMailbox(settings: MailboxSettings, onNews: () => void): Promise<OpenedWatch> {
  return reach(
    settings,
    () => undefined,
    (wire, accessToken) => beginWatch(wire, settings, accessToken, onNews),
  );
}

/** The same as `openMailbox`, told step by step. */
export async function openTelling(settings: MailboxSettings, onStep: StepListener): Promise<OpenedMailbox> {
  return reach(settings, onStep, async (wire, accessToken, told) => {
    const open = settings.protocol === 'imap' ? openImap : openPop3;
    return { kind: 'open', mailbox: await open(wire, settings, told, accessToken) };
  });
}

async function reach<Reached>(
  settings: MailboxSettings,
  onStep: StepListener,
  begin: (wire: Wire, accessToken: string | null, told: StepListener) => Promise<Reached>,
): Promise<Reached | MailboxFailure> {
  let last: MailboxStep = settings.oauth ? 'token' : 'dns';
  const told: StepListener = (step, result, words) => {
    last = after(step, settings);
    onStep(step, result, words);
  };
  try {
    const accessToken = await tokenFor(settings, told);
    const wire = await dial(settings, told);
    return await begin(wire, accessToken, told);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    const { step, words, detail, folders } = asMailboxError(last, error, settings);
    if (step === 'sign_in') settings.oauth?.forget();
    return { kind: 'failed', step: step === 'session' ? last : step, words, detail, ...(folders && { folders }) };
  }
}

async function tokenFor({ oauth, signal }: MailboxSettings, onStep: StepListener): Promise<string | null> {
  if (!oauth) return null;
  const answer = await oauth.get(signal);
  if (answer.kind === 'failed') throw new MailboxError('token', answer.words, answer.detail);
  onStep('token', 'pass', 'The provider gave a token for the sign-in.');
  return answer.accessToken;
}

function after(step: MailboxStep, { tls }: MailboxSettings): MailboxStep {
  switch (step) {
    case 'token':
      return 'dns';
    case 'dns':
      return 'connect';
    case 'connect':
      return tls === 'none' ? 'greeting' : 'tls';
    case 'tls':
      return 'greeting';
    case 'greeting':
      return 'sign_in';
    case 'sign_in':
    case 'open_folder':
      return 'open_folder';
    default:
      return step satisfies never;
  }
}
