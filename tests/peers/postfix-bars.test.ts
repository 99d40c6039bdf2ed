// Bars of the delivery engine that a real Postfix can judge: connections used again, lawful pipelining, greylisting.
import net from 'node:net';
import { classifyReply } from '@doorstep/bounces';
import { connectToSite, type MxAnswer, type SiteConnection } from '@doorstep/delivery';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/postgres.mjs';
import { until } from '../../scripts/wait.mjs';
import { type Postfix, startPostfix } from './postfix.js';

const answer: MxAnswer = {
  ...{ kind: 'mx', domain: 'peer.example', ttlSeconds: 60 },
  hosts: [{ host: 'mx.peer.example', preference: 10, addresses: ['127.0.0.1'] }],
};
const letter = (to: string) => ({
  ...{ from: 'bounce-abc@bounces.news.example', to, beforeDot: async () => true },
  body: Buffer.from('From: n@news.example\r\nSubject: Letter\r\nMessage-ID: <1@news.example>\r\n\r\nhi\r\n'),
});

/** A policy service as Postfix asks one (SMTPD_POLICY_README): the first try of every triplet is put off. */
function greylist(): { server: net.Server; triplets: string[] } {
  const triplets: string[] = [];
  const server = net.createServer((socket) => {
    let rest = '';
    socket.on('error', () => undefined); // Postfix ends idle connections
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (let at = rest.indexOf('\n\n'); at >= 0; at = rest.indexOf('\n\n')) {
        const asked = Object.fromEntries(
          rest
            .slice(0, at)
            .split('\n')
            .map((line) => line.split('=', 2)),
        ) as Record<string, string>;
        rest = rest.slice(at + 2);
        const triplet = `${asked.client_address} ${asked.sender} ${asked.recipient}`;
        const isGrey = asked.recipient?.startsWith('quota@') && !triplets.includes(triplet);
        if (asked.recipient?.startsWith('quota@')) triplets.push(triplet);
        socket.write(`action=${isGrey ? '450 4.2.0 Greylisted, please try again in 300 seconds' : 'dunno'}\n\n`);
      }
    });
  });
  return { server, triplets };
}

describe('a real Postfix', () => {
  let postfix: Postfix;
  const { server, triplets } = greylist();
  beforeAll(async () => {
    const policyPort = await freePort();
    await new Promise<void>((resolve) => server.listen(policyPort, '127.0.0.1', resolve));
    postfix = await startPostfix(
      await freePort(),
      `smtpd_recipient_restrictions = reject_unauth_pipelining, check_policy_service inet:127.0.0.1:${policyPort}
smtpd_data_restrictions = reject_unauth_pipelining`,
    );
  });
  afterAll(async () => {
    await postfix?.stop();
    await new Promise((resolve) => server.close(resolve));
  });

  async function connect(): Promise<SiteConnection> {
    const connected = await connectToSite({
      ...{ answer, smtpPort: postfix.port, ehloName: 'mail.news.example', allowPrivateMx: true },
    });
    if (connected.kind !== 'open') throw new Error(JSON.stringify(connected.report));
    return connected.connection;
  }

  it('bars 5, 6 and 10: takes 50 messages over one encrypted connection, pipelined by the rules, ended with QUIT', async () => {
    const connection = await connect();
    for (let n = 0; n < 50; n++) {
      const to = n % 10 === 9 ? 'nobody@peer.example' : 'anna@peer.example';
      const report = await connection.send(letter(to));
      expect(report.outcome).toBe(n % 10 === 9 ? 'refused' : 'accepted');
    }
    await connection.close();
    const ends = () => postfix.log().match(/disconnect from .* mail=.*/g) ?? [];
    await until('Postfix has logged the end', 10_000, () => ends().length > 0);
    expect(ends()).toEqual([expect.stringContaining('ehlo=2 starttls=1 mail=50 rcpt=45/50 data=45/50')]);
    expect(ends()[0]).toContain('quit=1');
    expect(postfix.log()).not.toContain('improper command pipelining');
  });

  it('bars 8 and 9: puts off the first try, and takes the second of the same envelope', async () => {
    const first = await connect();
    const deferred = await first.send(letter('quota@peer.example'));
    await first.close();
    expect(deferred).toMatchObject({ outcome: 'deferred', stage: 'rcpt', reply: { code: 450, enhancedCode: '4.2.0' } });
    const { code, enhancedCode, text } = deferred.reply!;
    expect(classifyReply({ stage: 'rcpt', code, enhancedCode, text, mxHost: null })).toMatchObject({
      ...{ category: 'greylist', scope: 'site', retryHintSeconds: 300 },
    });
    const second = await connect();
    expect((await second.send(letter('quota@peer.example'))).outcome).toBe('accepted');
    await second.close();
    expect(triplets).toHaveLength(2);
    expect(new Set(triplets).size).toBe(1);
  });
});
