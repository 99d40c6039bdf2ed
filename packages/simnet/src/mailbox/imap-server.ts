// IMAP over the bounce mailbox; hoodiecrow's own message list is the one store, POP3 reads it too.
import type { AddressInfo } from 'node:net';
import hoodiecrow, { type ImapServer, type StoredMailbox } from 'hoodiecrow-imap';
import type { Certificate } from '../certificate.js';
import { closeServer, listen } from '../listening.js';
import type { BounceMailbox } from './bounce-mailbox.js';

export interface MailboxAccount {
  readonly username: string;
  readonly password: string;
}

const plugins = [
  'ID',
  'IDLE',
  'UIDPLUS',
  'MOVE',
  'UNSELECT',
  'ENABLE',
  'SASL-IR',
  'AUTH-PLAIN',
  'LITERALPLUS',
  'NAMESPACE',
];

export interface RunningImap {
  readonly port: number;
  readonly mailbox: BounceMailbox;
  close(): Promise<void>;
}

/** @param certificate when given, STARTTLS is offered with it */
export async function startImapServer(
  { username, password }: MailboxAccount,
  host: string,
  port: number,
  certificate?: Certificate,
): Promise<RunningImap> {
  const imap = hoodiecrow({
    plugins: certificate ? [...plugins, 'STARTTLS'] : plugins,
    users: { [username]: { password } },
    ...(certificate ? { credentials: { key: certificate.key, cert: certificate.cert } } : {}),
    // A start is a new mailbox: its uids begin again, which UIDVALIDITY tells (RFC 3501 §2.3.1.1).
    storage: { INBOX: { uidvalidity: Math.floor(Date.now() / 1000) }, '': { folders: { Processed: {} } } },
  });
  imap.server.on('connection', (socket) => socket.setNoDelay(true));
  await listen(imap.server, port, host);
  return {
    port: (imap.server.address() as AddressInfo).port,
    mailbox: mailboxOf(imap),
    close: () => closeServer(imap.server),
  };
}

function mailboxOf(imap: ImapServer): BounceMailbox {
  const inbox = imap.getMailbox('INBOX');
  if (!inbox) throw new Error('the IMAP server has no INBOX');
  const remove = (isGone: (uid: number) => boolean) => {
    for (let index = inbox.messages.length - 1; index >= 0; index -= 1) {
      if (!isGone(inbox.messages[index]!.uid)) continue;
      inbox.messages.splice(index, 1);
      announce(imap, inbox, index + 1);
    }
  };
  return {
    put: (raw) => imap.appendMessage('INBOX', [], new Date(), raw),
    list: () => inbox.messages.map(({ uid, raw }) => ({ uid, raw })),
    remove: (uids) => remove((uid) => uids.has(uid)),
    clear: () => remove(() => true),
  };
}

/** Tells IMAP clients that have the inbox open that a message is gone. */
function announce(imap: ImapServer, inbox: StoredMailbox, sequence: number): void {
  imap.notify({ tag: '*', attributes: [sequence, { type: 'ATOM', value: 'EXPUNGE' }] }, inbox);
}
