// Tests a bounce mailbox in steps a person can follow: what each found, how long it took, and what to do where it failed.
import { adviceFor } from './advice.js';
import { type Mailbox, MailboxError, type MailboxSettings, type MailboxTest, type MailboxTestStep } from './mailbox.js';
import { openTelling } from './open-mailbox.js';

type Add = (step: MailboxTestStep['step'], result: MailboxTestStep['result'], words: string, said?: string) => void;

/**
 * Opens, counts and leaves a mailbox, telling how each step went and how long it took. Changes nothing in it.
 * @param unread how many of these messages were not read yet
 */
export async function testMailbox(
  settings: MailboxSettings,
  unread?: (uids: readonly string[]) => Promise<number>,
): Promise<MailboxTest> {
  const steps: MailboxTestStep[] = [];
  let begun = performance.now();
  const add: Add = (step, result, words, said = words) => {
    const fix = result === 'fail' || result === 'warn' ? adviceFor(step, said, settings) : null;
    steps.push({ step, result, ms: Math.round(performance.now() - begun), words, fix });
    begun = performance.now();
    if (step === 'connect' && result === 'pass' && settings.tls === 'none')
      add('tls', 'warn', 'Not encrypted: the password can be read on the way.');
  };
  const opened = await openTelling(settings, add);
  if (opened.kind === 'failed') {
    const { step, words, detail, folders = [] } = opened;
    add(step, 'fail', detail === '' ? words : `${words} The server said: ${detail}`, detail);
    return { steps, messageCount: null, backlog: null, folders };
  }
  const folders: string[] = [];
  const counted = await count(opened.mailbox, folders, add, unread);
  return { steps, ...counted, folders };
}

async function count(
  mailbox: Mailbox,
  folders: string[],
  add: Add,
  unread: ((uids: readonly string[]) => Promise<number>) | undefined,
): Promise<{ messageCount: number | null; backlog: number | null }> {
  let messageCount: number | null = null;
  let backlog: number | null = null;
  try {
    const listed = await mailbox.list();
    messageCount = listed.length;
    add('count', 'pass', messageCount === 1 ? 'There is 1 message.' : `There are ${messageCount} messages.`);
    folders.push(...(await mailbox.folders()));
    await mailbox.close();
    if (unread) {
      backlog = await unread(listed.map(({ uid }) => uid));
      add('backlog', 'pass', backlogWords(backlog));
    }
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error;
    add('count', 'fail', error.message);
  }
  return { messageCount, backlog };
}

function backlogWords(backlog: number): string {
  if (backlog === 0) return 'All of them were read already.';
  return backlog === 1 ? '1 of them was not read yet.' : `${backlog} of them were not read yet.`;
}
