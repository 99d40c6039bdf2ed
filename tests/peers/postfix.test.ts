// Mail is handed to a real Postfix, and the reports a real Postfix makes are read.
import { classifyReply, parseReport } from '@doorstep/bounces';
import { connectToSite, type MxAnswer, type SiteConnection } from '@doorstep/delivery';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { type Postfix, startPostfix } from './postfix.js';

const FROM = 'bounce-test@bounces.news.example';
const answer: MxAnswer = {
  kind: 'mx',
  domain: 'peer.example',
  hosts: [{ host: 'mx.peer.example', preference: 10, addresses: ['127.0.0.1'] }],
  ttlSeconds: 60,
};
const message = (text: string) =>
  Buffer.from(
    `From: News <news@news.example>\r\nTo: reader@peer.example\r\nSubject: Letter\r\nMessage-ID: <1@news.example>\r\n\r\n${text}\r\n`,
  );
const goAhead = async () => true;

describe('a real Postfix', () => {
  let postfix: Postfix;
  let relay: SMTPServer;
  const reports: Buffer[] = [];
  beforeAll(async () => {
    const relayPort = await freePort();
    relay = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      // Whoever Postfix forwards to is unknown elsewhere; its reports to us are taken.
      onRcptTo({ address }, _session, done) {
        if (!address.endsWith('@elsewhere.example')) return done();
        done(Object.assign(new Error('5.1.1 No such person here'), { responseCode: 550 }));
      },
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          reports.push(Buffer.concat(chunks));
          done();
        });
      },
    });
    await new Promise<void>((resolve) => relay.listen(relayPort, '127.0.0.1', resolve));
    postfix = await startPostfix(relayPort);
  });
  afterAll(async () => {
    await postfix?.stop();
    await new Promise<void>((resolve) => relay.close(() => resolve()));
  });

  async function connect(): Promise<SiteConnection> {
    const connected = await connectToSite({
      answer,
      smtpPort: postfix.port,
      ehloName: 'mail.news.example',
      allowPrivateMx: true,
    });
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    return connected.connection;
  }

  it('takes many messages over one encrypted connection, dots and all', async () => {
    const connection = await connect();
    expect(connection.tls).toMatch(/^TLSv1\.[23]/);
    for (const n of [1, 2, 3]) {
      const report = await connection.send({
        from: FROM,
        to: 'anna@peer.example',
        body: message(`.dot ${n}\r\n..two`),
        beforeDot: goAhead,
      });
      expect(report).toMatchObject({ outcome: 'accepted', stage: 'dot', wasDotSent: true, mxHost: 'mx.peer.example' });
    }
    await connection.close();
    await until('three messages lie in the mailbox', 10_000, () => postfix.messagesOf('anna').length === 3);
    for (const text of postfix.messagesOf('anna')) expect(text).toMatch(/\n\.dot \d\n\.\.two\n/);
  });

  it('refuses an unknown mailbox, and the connection goes on', async () => {
    const connection = await connect();
    const refused = await connection.send({
      from: FROM,
      to: 'nobody@peer.example',
      body: message('x'),
      beforeDot: goAhead,
    });
    expect(refused).toMatchObject({ outcome: 'refused', stage: 'rcpt', wasDotSent: false });
    expect(refused.reply).toMatchObject({ code: 550, enhancedCode: '5.1.1' });
    const { code, enhancedCode, text } = refused.reply!;
    const said = classifyReply({ stage: 'rcpt', code, enhancedCode, text, mxHost: refused.mxHost });
    expect(said).toMatchObject({ category: 'address_unknown', scope: 'address', isPermanent: true });
    const next = await connection.send({
      from: FROM,
      to: 'anna@peer.example',
      body: message('after'),
      beforeDot: goAhead,
    });
    expect(next.outcome).toBe('accepted');
    await connection.close();
  });

  it('refuses to relay, which is nobody’s mailbox’s fault', async () => {
    const connection = await connect();
    const report = await connection.send({ from: FROM, to: 'x@other.example', body: message('x'), beforeDot: goAhead });
    await connection.close();
    const { code, enhancedCode, text } = report.reply!;
    expect(classifyReply({ stage: 'rcpt', code, enhancedCode, text, mxHost: report.mxHost }).scope).not.toBe('address');
  });

  it('refuses what is too large without blaming the mailbox', async () => {
    const connection = await connect();
    const report = await connection.send({
      from: FROM,
      to: 'anna@peer.example',
      body: message('x'.repeat(70).concat('\r\n').repeat(5000)),
      beforeDot: goAhead,
    });
    expect(report.outcome).toBe('refused');
    const { code, enhancedCode, text } = report.reply!;
    const said = classifyReply({ stage: report.stage, code, enhancedCode, text, mxHost: report.mxHost });
    expect(said).toMatchObject({ category: 'message_too_big', scope: 'message' });
    connection.destroy();
  });

  it('takes a message, forwards it, and reports the refusal it met there', async () => {
    const connection = await connect();
    const accepted = await connection.send({
      from: FROM,
      to: 'forward@peer.example',
      body: message('x'),
      beforeDot: goAhead,
    });
    expect(accepted.outcome).toBe('accepted');
    await connection.close();
    await until('Postfix reports', 30_000, () => reports.length > 0);
    const report = parseReport(reports[0]!);
    expect(report.kind).toBe('bounce');
    expect(report.recipients).toHaveLength(1);
    expect(report.recipients[0]).toMatchObject({
      address: 'forward@peer.example',
      finalRecipient: 'gone@elsewhere.example',
      status: '5.1.1',
      action: 'failed',
    });
    expect(report.remoteQueueId).toMatch(/^[0-9A-Za-z]+$/);
  });
});
