// Signatures of every kind of message we make, judged by two verifiers that know nothing of us and of each other.

import { connectToSite, type MxAnswer } from '@doorstep/delivery';
import { verifySignatures } from '@doorstep/dns-checks';
import { dkimRecord } from '@doorstep/message';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { kindsOfMessages, type MadeMessage, signingKeys } from './messages.js';
import { type Postfix, startPostfix } from './postfix.js';
import { verifyWithPython } from './python-dkim.js';

const records = new Map(
  signingKeys.map(({ selector, algorithm, publicKeyBase64 }) => [
    `${selector}._domainkey.news.example`,
    dkimRecord(algorithm, publicKeyBase64),
  ]),
);
const resolver = async (name: string) => {
  const record = records.get(name);
  if (record === undefined) throw Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
  return [[record]];
};
const messages = kindsOfMessages();

describe('DKIM signatures', () => {
  it('are made for more than a hundred messages of every kind', () => {
    expect(messages.length).toBeGreaterThan(100);
    expect(new Set(messages.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6);
  });

  it('are accepted by mailauth, with both keys', async () => {
    for (const { kind, body } of messages) {
      const verdicts = await verifySignatures(body, resolver);
      expect(
        verdicts.map(({ result }) => result),
        kind,
      ).toEqual(['pass', 'pass']);
    }
  });

  it('are accepted by dkimpy of Debian, with both keys', async () => {
    expect(
      await verifyWithPython(
        messages.map(({ body }) => body),
        records,
      ),
    ).toEqual(messages.map(() => [true, true]));
  });

  it('are refused by dkimpy once a byte is changed', async () => {
    const forged = messages.slice(0, 10).map(({ body }) => {
      const octets = Buffer.from(body);
      octets[octets.length - 10]! ^= 1;
      return octets;
    });
    expect((await verifyWithPython(forged, records)).flat()).not.toContain(true);
  });
});

describe('DKIM signatures that went through a real Postfix', () => {
  let postfix: Postfix;
  let relay: SMTPServer;
  beforeAll(async () => {
    relay = new SMTPServer({ authOptional: true });
    const port = await freePort();
    await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
    postfix = await startPostfix(port);
  });
  afterAll(async () => {
    await postfix?.stop();
    await new Promise<void>((resolve) => relay.close(() => resolve()));
  });

  it('are still whole for one message of each kind', async () => {
    const one: MadeMessage[] = [...new Map(messages.map((message) => [message.kind, message])).values()];
    const hosts = [{ host: 'mx.peer.example', preference: 10, addresses: ['127.0.0.1'] }];
    const answer: MxAnswer = { kind: 'mx', domain: 'peer.example', hosts, ttlSeconds: 60 };
    const connected = await connectToSite({
      answer,
      smtpPort: postfix.port,
      ehloName: 'mail.news.example',
      allowPrivateMx: true,
    });
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    for (const { kind, body } of one) {
      const envelope = { from: 'bounce-test@bounces.news.example', to: 'anna@peer.example', body };
      const report = await connected.connection.send({ ...envelope, beforeDot: async () => true });
      expect(report.outcome, kind).toBe('accepted');
    }
    await connected.connection.close();
    await until('all of them lie in the mailbox', 20_000, () => postfix.messagesOf('anna').length === one.length);
    const stored = postfix.messagesOf('anna').map((text) => Buffer.from(text.replace(/\r?\n/g, '\r\n')));
    for (const message of stored)
      expect((await verifySignatures(message, resolver)).map(({ result }) => result)).toEqual(['pass', 'pass']);
    expect(await verifyWithPython(stored, records)).toEqual(stored.map(() => [true, true]));
  });
});
