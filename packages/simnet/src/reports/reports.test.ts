// What comes back after an acceptance, and when.
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimnet } from '../simnet.js';
import type { Simnet } from '../simnet-face.js';
import { send } from '../testing/talk.js';
import { mailboxMxHost } from './post-office.js';

let simnet: Simnet;
const from = 'bounce-tokentoken@bounces.news.example';
const raw =
  'From: news@news.example\r\nSubject: Autumn\r\n\tnews\r\nMessage-ID: <m@news.example>\r\n\r\nSecret body\r\n';

beforeAll(async () => {
  simnet = await startSimnet();
  simnet.putRecords([{ name: 'bounces.news.example', type: 'MX', data: { preference: 10, exchange: mailboxMxHost } }]);
});
beforeEach(() => simnet.reset());
afterAll(() => simnet.close());

async function mailboxTexts(): Promise<string[]> {
  const { host, port, username, password } = simnet.imap;
  const client = new ImapFlow({ host, port, secure: false, auth: { user: username, pass: password }, logger: false });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  const texts: string[] = [];
  for await (const message of client.fetch('1:*', { source: true })) texts.push(message.source!.toString('latin1'));
  lock.release();
  await client.logout();
  return texts;
}

describe('what comes later', () => {
  it('is a delivery status to the return path once its time has come', async () => {
    await send(simnet, { to: 'ann@bounces-later.example', from, raw });
    simnet.clock.advance(100);
    expect(await mailboxTexts()).toEqual([]);
    simnet.clock.advance(30);
    const [text = ''] = await mailboxTexts();
    expect(text).toMatch(/^Return-Path: <>\r\nDelivered-To: bounce-tokentoken@bounces\.news\.example\r\n/);
    expect(text).toContain('Content-Type: multipart/report; report-type=delivery-status;');
    expect(text).toContain('Final-Recipient: rfc822; ann@bounces-later.example\r\n');
    expect(text).toContain('Action: failed\r\nStatus: 5.1.1\r\n');
    expect(text).toMatch(/Content-Type: message\/rfc822\r\n\r\nFrom: news@news\.example/);
    expect(text).toContain('Secret body');
    expect(simnet.summary()['ann@bounces-later.example']).toMatchObject({ accepted: 1, returned: 1 });
  });

  it('may quote the headers only', async () => {
    await send(simnet, { to: 'ann@full-later.example', from, raw });
    simnet.clock.advance(120);
    const [text = ''] = await mailboxTexts();
    expect(text).toContain('Status: 5.2.2');
    expect(text).toContain('Content-Type: text/rfc822-headers');
    expect(text).not.toContain('Secret body');
  });

  it('may name another address than the one we wrote to', async () => {
    await send(simnet, { to: 'ann@forwarding.example', from, raw });
    simnet.clock.advance(120);
    const [text = ''] = await mailboxTexts();
    expect(text).toContain('Final-Recipient: rfc822; retired.long.ago@old-employer.example');
    expect(text).toContain('Original-Recipient: rfc822;ann@forwarding.example');
  });

  it('may be a delay first', async () => {
    await send(simnet, { to: 'ann@delays-first.example', from, raw });
    simnet.clock.advance(60);
    expect((await mailboxTexts())[0]).toContain('Action: delayed\r\nStatus: 4.4.1\r\n');
    simnet.clock.advance(120);
    expect((await mailboxTexts())[1]).toContain('Action: failed');
  });

  it('may be plain text, a complaint or an auto-reply', async () => {
    await send(simnet, { to: 'ann@qmail.example', from, raw });
    await send(simnet, { to: 'spamreporter.ann@choir.example', from, raw });
    await send(simnet, { to: 'holiday.ann@googlish.example', from, raw });
    simnet.clock.advance(200);
    const texts = (await mailboxTexts()).join('\n');
    expect(texts).toContain('Hi. This is the qmail-send program');
    expect(texts).toContain('Feedback-Type: abuse');
    expect(texts).toContain('Original-Rcpt-To: <spamreporter.ann@choir.example>');
    expect(texts).toContain('Auto-Submitted: auto-replied (vacation)');
    expect(texts).toContain('Subject: Out of office: Autumn news');
    expect(simnet.summary()).toMatchObject({
      'ann@qmail.example': { accepted: 1, returned: 1 },
      'spamreporter.ann@choir.example': { accepted: 1, complained: 1, returned: 0 },
      'holiday.ann@googlish.example': { accepted: 1, complained: 0, returned: 0 },
    });
  });

  it('vanishes when the return path has no mailbox here, and never answers the null sender', async () => {
    await send(simnet, { to: 'ann@bounces-later.example', from: 'x@elsewhere.example', raw });
    await send(simnet, { to: 'bob@bounces-later.example', from: '', raw });
    simnet.clock.advance(200);
    expect(await mailboxTexts()).toEqual([]);
    expect(simnet.events({ kind: 'vanished' }).map(({ recipient }) => recipient)).toEqual([
      'ann@bounces-later.example',
    ]);
  });
});
