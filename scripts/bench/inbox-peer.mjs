// What others do with a bounce mailbox: fetch every message and take it apart. A process of its own: node inbox-peer.mjs <JSON>.
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { built } from './database.mjs';

const { protocol, login } = JSON.parse(process.argv[2]);
const read = protocol === 'imap' ? overImap : overPop3;
const began = performance.now();
const mails = [];
await read((raw) => mails.push(raw));
const downloaded = performance.now();
for (const raw of mails) await simpleParser(raw, { keepDeliveryStatus: true });
const parsed = performance.now();
process.send({
  mails: mails.length,
  downloadSeconds: (downloaded - began) / 1000,
  parseSeconds: (parsed - downloaded) / 1000,
});
process.disconnect();

/** imapflow, one FETCH for all. */
async function overImap(take) {
  const { host, port, username: user, password: pass } = login;
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  for await (const { source } of client.fetch('1:*', { uid: true, source: true })) take(source);
  lock.release();
  await client.logout();
}

/** Our own client: no other on npm reads POP3 byte for byte. */
async function overPop3(take) {
  const { openMailbox } = await built('bounces');
  const opened = await openMailbox({ ...login, protocol: 'pop3', tls: 'none', folder: 'INBOX' });
  if (opened.kind !== 'open') throw new Error(opened.words);
  for (const { uid } of await opened.mailbox.list())
    take(Buffer.from((await opened.mailbox.fetch(uid, 1024 * 1024)).raw));
  await opened.mailbox.close();
}
