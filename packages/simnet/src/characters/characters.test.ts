// What the characters say and do over real sockets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimnet } from '../simnet.js';
import type { Simnet } from '../simnet-face.js';
import { mxAddresses, resolverOf, send, talkTo } from '../testing/talk.js';
import { characters } from './characters.js';

let simnet: Simnet;

beforeAll(async () => {
  simnet = await startSimnet();
});
afterAll(() => simnet.close());

describe('hosts that take mail', () => {
  it('accept a message and keep it whole, with envelope and TLS', async () => {
    const raw = 'Subject: h\xe9llo\r\nMessage-ID: <m1@x>\r\n\r\n.starts with a dot\r\n\r\nend\r\n';
    const sent = await send(simnet, { to: 'ann@googlish.example', raw, from: 'r1@news.example', usesTls: true });
    expect(sent.reply).toMatch(/^250 2\.0\.0 OK .*gsmtp$/);
    const [message] = simnet.received({ recipient: 'Ann@googlish.example' });
    expect(message).toMatchObject({ mailFrom: 'r1@news.example', messageId: '<m1@x>', tls: true });
    expect(message?.host).toBe('gmail-smtp-in.l.googlish.example');
    expect(message?.raw).toBe(Buffer.from(raw, 'utf8').toString('latin1'));
  });

  it('refuse an unknown user in many lines', async () => {
    const sent = await send(simnet, { to: 'gone.ann@googlish.example' });
    expect(sent.reply.split('\n')).toHaveLength(4);
    expect(sent.reply).toMatch(/^550-5\.1\.1 The email account/);
  });

  it.each([
    ['full.a@googlish.example', /^452-4\.2\.2 /],
    ['full.a@outlookish.example', /^552 5\.2\.2 /],
    ['nobody@bakery.example', /^550 5\.1\.1 <nobody@bakery\.example>/],
    ['gone@yahooish.example', /^554 delivery error: dd This user/],
    ['a@reputation.example', /^550-5\.7\.1 .*\[127\.0\.0\.1\]/],
    ['a@out-of-order.example', /^451 4\.3\.0 /],
    ['a@strict-filter.example', /^554 5\.7\.1 Message rejected: spam/],
    ['a@blocklisting.example', /^554 5\.7\.1 .*zen\.spamhaus\.example/],
  ])('say to %s what real ones say', async (to, reply) => {
    const sent = await send(simnet, { to });
    expect(sent.isAccepted).toBe(false);
    expect(sent.reply).toMatch(reply);
  });

  it('share one set of hosts among small domains', async () => {
    const one = await mxAddresses(simnet, 'bakery.example');
    expect(one).toEqual(await mxAddresses(simnet, 'choir.example'));
    expect(await send(simnet, { to: 'a@bakery.example' })).toMatchObject({ isAccepted: true });
  });

  it('refuse to relay for a domain that is not theirs', async () => {
    const talk = await talkTo(simnet, 'bakery.example');
    await talk.say('');
    await talk.say('EHLO me.example');
    await talk.say('MAIL FROM:<a@b.example>');
    expect(await talk.say('RCPT TO:<x@googlish.example>')).toBe('554 5.7.1 <x@googlish.example>: Relay access denied');
    talk.close();
  });
});

describe('hosts that make the sender wait', () => {
  it('greylist each envelope for five simulated minutes', async () => {
    const to = 'ann@greylisting.example';
    expect((await send(simnet, { to })).reply).toMatch(/^450 4\.2\.0 .*Greylisted/);
    simnet.clock.advance(290);
    expect((await send(simnet, { to })).isAccepted).toBe(false);
    simnet.clock.advance(15);
    expect((await send(simnet, { to, from: 'other@news.example' })).isAccepted).toBe(false);
    expect((await send(simnet, { to })).isAccepted).toBe(true);
    expect(simnet.summary()[to]).toMatchObject({ deferred: 3, accepted: 1 });
  });

  it('answer slowly', async () => {
    const startedAt = performance.now();
    const talk = await talkTo(simnet, 'slow.example');
    await talk.say('');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(140);
    talk.close();
  });

  it('say 421 after five messages in one connection and close', async () => {
    const talk = await talkTo(simnet, 'five-at-once.example');
    await talk.say('');
    await talk.say('HELO me.example');
    for (let n = 0; n < 5; n += 1) {
      await talk.say('MAIL FROM:<a@b.example>');
      await talk.say('RCPT TO:<a@five-at-once.example>');
      await talk.say('DATA');
      expect(await talk.say('Subject: x\r\n\r\nx\r\n.')).toMatch(/^250 /);
    }
    expect(await talk.say('MAIL FROM:<a@b.example>')).toMatch(/^421 4\.7\.0 .*Max message/);
    expect(await talk.say('NOOP')).toBe('');
  });

  it('count a connection no longer once it is closed, after STARTTLS too', async () => {
    for (let n = 0; n < 4; n += 1)
      expect((await send(simnet, { to: 'a@two-lines.example', usesTls: true })).isAccepted).toBe(true);
  });

  it('turn the third connection at a time away', async () => {
    const talks = [await talkTo(simnet, 'two-lines.example'), await talkTo(simnet, 'two-lines.example')];
    for (const talk of talks) expect(await talk.say('')).toMatch(/^220 /);
    const third = await talkTo(simnet, 'two-lines.example');
    expect(await third.say('')).toMatch(/^421 4\.7\.0 .*too many connections from 127\.0\.0\.1/);
    for (const talk of talks) talk.close();
    expect(simnet.events({ kind: 'turned_away', host: 'mx1.two-lines.example' })).toHaveLength(1);
  });
});

describe('hosts that misbehave', () => {
  it('cut the connection in DATA and keep nothing', async () => {
    expect((await send(simnet, { to: 'a@drops-in-data.example' })).reply).toMatch(/ECONNECTION|ESOCKET|ECONNRESET/);
    expect(simnet.received({ domain: 'drops-in-data.example' })).toEqual([]);
    expect(simnet.summary()['a@drops-in-data.example']?.dropped).toBe(1);
  });

  it('cut the connection after the dot, one of them the first time only', async () => {
    for (const domain of ['drops-after-dot.example', 'drops-once.example']) {
      expect((await send(simnet, { to: `a@${domain}` })).isAccepted).toBe(false);
      expect(simnet.received({ domain })).toEqual([]);
    }
    expect((await send(simnet, { to: 'a@drops-after-dot.example' })).isAccepted).toBe(false);
    expect((await send(simnet, { to: 'a@drops-once.example' })).isAccepted).toBe(true);
  });

  it('send markup, escape codes, control characters and long lines', async () => {
    const { reply } = await send(simnet, { to: 'a@hostile.example' });
    expect(reply).toContain('<script>');
    expect(reply).toContain('\x1b[31m');
    expect(reply.length).toBeGreaterThan(5000);
  });

  it('send bytes that are not ASCII', async () => {
    const talk = await talkTo(simnet, 'umlaut.example');
    await talk.say('');
    await talk.say('HELO me');
    await talk.say('MAIL FROM:<>');
    expect(await talk.say('RCPT TO:<a@umlaut.example>')).toContain('Empf\xe4nger unbekannt');
    talk.close();
  });

  it('know HELO only', async () => {
    const talk = await talkTo(simnet, 'old-server.example');
    await talk.say('');
    expect(await talk.say('EHLO me.example')).toBe('502 5.5.1 Command not implemented');
    expect(await talk.say('HELO me.example')).toMatch(/^250 /);
    talk.close();
    expect((await send(simnet, { to: 'a@old-server.example' })).isAccepted).toBe(true);
  });

  it('offer STARTTLS that fails, work in plaintext, or do not offer it', async () => {
    expect((await send(simnet, { to: 'a@broken-tls.example', usesTls: true })).isAccepted).toBe(false);
    expect((await send(simnet, { to: 'a@broken-tls.example' })).isAccepted).toBe(true);
    expect(simnet.received({ domain: 'broken-tls.example' })[0]?.tls).toBe(false);
    expect(simnet.events({ kind: 'tls_failed' })).toHaveLength(1);
    const talk = await talkTo(simnet, 'plaintext.example');
    await talk.say('');
    const features = await talk.say('EHLO me.example');
    expect(features).toContain('PIPELINING');
    expect(features).not.toContain('STARTTLS');
    talk.close();
  });

  it('refuse connections at the first of two hosts', async () => {
    expect((await send(simnet, { to: 'a@one-leg.example' }, 0)).reply).toMatch(/ECONNREFUSED|ESOCKET/);
    expect((await send(simnet, { to: 'a@one-leg.example' }, 1)).isAccepted).toBe(true);
    expect((await send(simnet, { to: 'a@dark.example' }, 1)).isAccepted).toBe(false);
  });
});

describe('the table', () => {
  it('has each name and each domain once, and every domain stands in DNS as it says', async () => {
    const names = characters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const own = characters.filter(({ behaviour }) => behaviour);
    const domains = own.flatMap((character) => character.domains);
    expect(new Set(domains).size).toBe(domains.length);
    for (const { domains: of, behaviour } of own.filter((character) => !character.behaviour?.dns))
      for (const domain of of)
        expect(await resolverOf(simnet).resolveMx(domain), `${domain} ${behaviour}`).not.toEqual([]);
  });
});
