// The bounce listener over real sockets and a real database: what it takes, whom it refuses.
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../../scripts/postgres.mjs';
import { until } from '../../../../scripts/wait.mjs';
import { freshDatabase } from '../../../../tests/database.js';
import { handOver, talkTo } from '../../../../tests/smtp-talk.js';
import { deliveryReport } from '../testing/inbox-fixture.js';
import { listenerFixture } from '../testing/listener-fixture.js';
import type { BounceListener } from './bounce-listener.js';

const here = listenerFixture({ freshDatabase, freePort });
const told = async () => (await here.store.list())[0]!;
/** Refused and put off in the mean time are counted with the next telling. */
async function toldNow(listener: BounceListener) {
  await listener.turn();
  return told();
}

describe('a bounce that comes over SMTP', () => {
  it('is kept byte for byte with its envelope, and belongs to the delivery of its return path', async () => {
    const listener = await here.listen();
    const ann = await here.inbox.person();
    const raw = `${deliveryReport({ to: 'postmaster@elsewhere.example', recipient: ann.address })}.\r\n..two\r\n\xff\xe9\0`;
    expect(await handOver(here.port, ann.returnPath.toUpperCase(), raw)).toMatch(/^250 2\.\d\.\d /);
    const [message] = await here.kept();
    expect(Buffer.from(message!.raw).toString('latin1')).toBe(`${raw}\r\n`);
    expect(message!.envelope).toEqual({
      ...{ from: '', to: ann.returnPath.toUpperCase(), remoteIp: '127.0.0.1', helo: 'mx.example', tls: null },
    });
    expect(await here.understand()).toBe(1);
    expect([await here.inbox.stateOf(ann), await here.inbox.causesOf(ann)]).toEqual(['returned', ['hard_bounce']]);
    expect(await toldNow(listener)).toMatchObject({
      ...{ id: `here:127.0.0.1:${here.port}`, hostName: 'mx.back.example', isListening: true, trouble: null },
      ...{ accepted: 1, refused: 0, putOff: 0, lastAcceptedAt: expect.any(Date) },
    });
  });

  it('names its delivery by the envelope alone, though the mail quotes nothing', async () => {
    await here.listen();
    const ann = await here.inbox.person();
    const raw = `From: mailer-daemon@mx.example\r\nTo: whoever\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program at mx.example.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\n\r\n<${ann.address}>:\r\nSorry, no mailbox here by that name. (#5.1.1)`;
    expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^250/);
    await here.understand();
    expect(await here.inbox.stateOf(ann)).toBe('returned');
  });

  it('changes nothing when it names somebody else than its envelope, or quotes another delivery', async () => {
    await here.listen();
    const [ann, bob] = [await here.inbox.person(), await here.inbox.person()];
    await handOver(here.port, ann.returnPath, deliveryReport({ to: 'x@y.example', recipient: bob.address }));
    await handOver(here.port, ann.returnPath, deliveryReport({ to: bob.returnPath, recipient: bob.address }));
    await here.understand();
    expect(await here.inbox.messages()).toMatchObject([
      { state: 'unmatched', report: { note: expect.stringContaining('went to') } },
      { state: 'unmatched', report: { note: expect.stringContaining('quotes another') } },
    ]);
    for (const one of [ann, bob]) expect(await here.inbox.stateOf(one)).toBe('accepted');
  });

  it('counts once, however often it is sent again', async () => {
    await here.listen();
    const ann = await here.inbox.person();
    const raw = deliveryReport({
      to: ann.returnPath,
      recipient: ann.address,
      status: '5.2.2',
      diagnostic: '552 5.2.2 full',
    });
    for (const _ of [1, 2, 3]) expect(await handOver(here.port, ann.returnPath, raw)).toMatch(/^250/);
    await here.understand();
    expect(await here.kept()).toHaveLength(1);
    expect(await here.inbox.query('SELECT soft_streak FROM address WHERE id = $1', ann.addressId)).toEqual([
      { soft_streak: 1 },
    ]);
  });

  it('may come from anybody, also to the postmaster, and waits on the shelf then', async () => {
    await here.listen();
    for (const to of ['postmaster@back.example', 'ABUSE@Back.Example', 'postmaster'])
      expect(await handOver(here.port, to, `Subject: hello ${to}\r\n\r\nWho are you?`, 'ann@firm.example')).toMatch(
        /^250/,
      );
    await here.understand();
    expect(await here.inbox.messages()).toMatchObject(Array(3).fill({ kind: 'not-bounce', state: 'ignored' }));
  });
});

describe('who is refused', () => {
  it.each([
    ['an unknown mailbox of our own domain', 'ann@back.example', /^550 5\.1\.1 .*No such mailbox/],
    ['another domain', 'ann@firm.example', /^550 5\.1\.1 .*passes no mail on/],
    ['a forged return path', `bounce-${'a'.repeat(43)}@back.example`, /^550 5\.1\.1 .*not signed here/],
    ['a percent hack', 'victim%firm.example@back.example', /^550 5\.1\.1/],
    ['the postmaster of others', 'postmaster@firm.example', /^550 5\.1\.1/],
  ])('%s, in plain words', async (_, to, reply) => {
    const listener = await here.listen();
    expect(await handOver(here.port, to, 'x')).toMatch(reply);
    expect(await here.kept()).toEqual([]);
    expect(await toldNow(listener)).toMatchObject({ refused: 1, lastRefusal: expect.stringContaining(to) });
  });

  it('everybody who asks for names, wants to sign in or talks too long', async () => {
    await here.listen();
    const talk = await talkTo(here.port);
    expect(await talk.reply()).toMatch(/^220 mx\.back\.example ESMTP/);
    const hello = await talk.say('EHLO mx.example');
    expect(hello).toContain('SIZE 26214400');
    expect(hello).not.toMatch(/AUTH|STARTTLS/);
    for (const command of ['VRFY ann', 'EXPN all', 'AUTH PLAIN AAAA', 'STARTTLS'])
      expect(await talk.say(command)).toMatch(/^50[02] /);
    expect(await talk.say(`NOOP ${'x'.repeat(5000)}`)).toMatch(/^421 .*too long/);
    await talk.ended;
  });

  it('a message above the size, announced or not', async () => {
    await here.listen({ limits: { messageBytes: 100_000 } });
    const ann = await here.inbox.person();
    const talk = await talkTo(here.port);
    await talk.reply();
    await talk.say('EHLO mx.example');
    expect(await talk.say('MAIL FROM:<> SIZE=100001')).toMatch(/^552 5\.3\.4/);
    expect(await handOver(here.port, ann.returnPath, 'x'.repeat(70).concat('\r\n').repeat(1500))).toMatch(
      /^552 5\.3\.4/,
    );
    expect(await here.kept()).toEqual([]);
    talk.cut();
  });

  it('whoever sends on and on, without a limit', async () => {
    await here.listen({ limits: { messageBytes: 100_000 } });
    const ann = await here.inbox.person();
    const talk = await talkTo(here.port);
    await talk.reply();
    for (const command of ['EHLO a', 'MAIL FROM:<>', `RCPT TO:<${ann.returnPath}>`, 'DATA']) await talk.say(command);
    const endless = setInterval(() => talk.write('x'.repeat(70).concat('\r\n').repeat(500)), 2);
    expect(await talk.reply()).toMatch(/^421/);
    await talk.ended;
    clearInterval(endless);
    expect(await here.kept()).toEqual([]);
  });

  it('more than an hour’s share for one return path: later', async () => {
    const listener = await here.listen({ limits: { perReturnPath: 2 } });
    const [ann, bob] = [await here.inbox.person(), await here.inbox.person()];
    for (const n of [1, 2]) expect(await handOver(here.port, ann.returnPath, `Subject: ${n}\r\n\r\n`)).toMatch(/^250/);
    expect(await handOver(here.port, ann.returnPath, 'Subject: 3\r\n\r\n')).toMatch(/^452/);
    expect(await handOver(here.port, bob.returnPath, 'Subject: 3\r\n\r\n')).toMatch(/^250/);
    expect(await toldNow(listener)).toMatchObject({ accepted: 3, putOff: 1 });
  });

  it('too many connections from one place', async () => {
    await here.listen({ limits: { connectionsPerPlace: 2 } });
    const talks = [await talkTo(here.port), await talkTo(here.port)];
    for (const talk of talks) expect(await talk.reply()).toMatch(/^220/);
    const third = await talkTo(here.port);
    expect(await third.reply()).toMatch(/^421 .*Too many connections/);
    talks[0]!.cut();
    await until('the place is free again', 5000, async () =>
      (await (await talkTo(here.port)).reply()).startsWith('220'),
    );
    for (const talk of talks) talk.cut();
  });
});
