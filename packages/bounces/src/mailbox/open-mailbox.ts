// Opens a bounce mailbox over the protocol it is set up for, and tests one in steps a person can follow.
import type { MailboxSettings, MailboxTest, OpenedMailbox } from './mailbox.js';

/** Opens a mailbox. What the server or the network answers is a value; only bugs are thrown. */
export function openMailbox(settings: MailboxSettings): Promise<OpenedMailbox> {
  return Promise.reject(new Error(`reading mailboxes over ${settings.protocol} is not written yet`));
}

/** Opens, counts and leaves a mailbox, telling how each step went. */
export function testMailbox(settings: MailboxSettings): Promise<MailboxTest> {
  return Promise.reject(new Error(`testing mailboxes over ${settings.protocol} is not written yet`));
}
