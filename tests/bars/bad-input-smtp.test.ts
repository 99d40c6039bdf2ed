// Bad input S1 to S12: what a mail host may say, and what must come of it.
import { classifyReply } from '@doorstep/bounces';
import { describe, expect, it } from 'vitest';
import { letter, mailHost, open, reach } from './hosts.js';

const to = (command: RegExp, reply: string | null) => (line: string) => (command.test(line) ? reply : undefined);
const ask = async (script: Parameters<typeof mailHost>[0], more = {}) => {
  const host = await mailHost(script);
  const connection = await open(host.port);
  return { host, connection, report: await connection.send(letter(more)) };
};

describe('bad input: SMTP replies', () => {
  it('S1: markup, escape sequences and control signs are kept harmless and bounded', async () => {
    const nasty = `550 5.1.1 <script>alert(1)</script>\u001b[2J\u001b]0;x\u0007\u0000\u202e ${'x'.repeat(9000)}`;
    const { report } = await ask({ answer: to(/^RCPT/, nasty) });
    expect(report.reply!.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(report.reply!.text.length).toBeLessThanOrEqual(4096);
  });

  it.each([
    ['of endless lines', `${'250-more and more\r\n'.repeat(8000)}`],
    ['without an end of line', 'x'.repeat(200_000)],
  ])('S2: a reply %s ends the connection', async (_, text) => {
    const { report, connection } = await ask({ answer: to(/^RCPT/, text) });
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'rcpt', reply: null });
    expect(report.trouble).toBe('a reply that does not end');
    expect(connection.isUsable()).toBe(false);
  });

  it.each(['999 beyond', 'hello', '354 go on', '250ok', '25 ok', ''])(
    'S3: %j after the dot is no answer: in doubt, never accepted',
    async (text) => {
      const { report } = await ask({ afterDot: text });
      expect(report).toMatchObject({ outcome: 'in_doubt', stage: 'dot', reply: null, wasDotSent: true });
    },
  );

  it('S4: lines of several codes are no answer: the message waits', async () => {
    const { report } = await ask({ answer: to(/^RCPT/, '250-2.1.5 ok\r\n550-5.1.1 no\r\n450 4.2.1 later') });
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'rcpt', reply: null });
  });

  it.each([
    ['250 taken', 'accepted', 250, null],
    ['554 4.7.1 two minds', 'refused', 554, null],
    ['451 5.7.1 two minds', 'deferred', 451, null],
    ['554 5.7.1 of one mind', 'refused', 554, '5.7.1'],
  ])(
    'S5: %j: the three digits decide, an enhanced code that does not fit counts for nothing',
    async (text, outcome, code, enhancedCode) => {
      const { report } = await ask({ afterDot: text });
      expect(report).toMatchObject({ outcome, reply: { code, enhancedCode } });
    },
  );

  it('S6: a message larger than the SIZE a host names is refused as 5.3.4 without DATA', async () => {
    const host = await mailHost({ extensions: ['SIZE 1000', 'PIPELINING'] });
    const connection = await open(host.port);
    const report = await connection.send(letter({ body: Buffer.alloc(5000, 'a line of it\r\n') }));
    expect(report).toMatchObject({ outcome: 'refused', wasDotSent: false });
    expect(report.trouble).toContain('5.3.4');
    expect(host.heard()).not.toContain('DATA');
    const said = classifyReply({
      stage: report.stage,
      code: null,
      enhancedCode: null,
      text: report.trouble!,
      mxHost: null,
    });
    expect(said).toMatchObject({ category: 'message_too_big', scope: 'message' });
    expect((await connection.send(letter())).outcome).toBe('accepted');
  });

  it('S7: HELO follows where EHLO is not known', async () => {
    const { report, host } = await ask({ answer: to(/^EHLO/, '502 5.5.2 what?') });
    expect(report.outcome).toBe('accepted');
    expect(host.heard()).toContain('HELO ');
  });

  it.each([
    ['454', '454 4.7.0 TLS not available'],
    ['garbage after its 220', '220 ready\r\nno TLS at all'],
  ])('S8: STARTTLS answered by %s: plaintext where nothing forbids it, else the message waits', async (_, answer) => {
    const script = { extensions: ['STARTTLS'], answer: to(/^STARTTLS/, answer) };
    expect((await ask(script)).report).toMatchObject({ outcome: 'accepted' });
    const strict = await mailHost(script);
    const tlsPolicy = { domain: 'reader.test', hosts: { 'mx.test': { kind: 'verified' } } } as const;
    expect(await reach(strict.port, undefined, { tlsPolicy })).toMatchObject({ report: { outcome: 'deferred' } });
    expect(strict.heard()).not.toContain('MAIL');
  });

  it('S9: taken at RCPT and refused at the dot is one refusal, at the dot', async () => {
    const { report } = await ask({ afterDot: '554 5.7.1 not this one' });
    expect(report).toMatchObject({ outcome: 'refused', stage: 'dot', reply: { code: 554 } });
  });

  it('S10: "421 too many" speaks of us: nobody’s address is blamed', async () => {
    const { report, connection } = await ask({
      answer: to(/^RCPT/, '421 4.7.0 Too many connections from your address'),
    });
    const { code, enhancedCode, text } = report.reply!;
    const said = classifyReply({ stage: report.stage, code, enhancedCode, text, mxHost: null });
    expect(said).toMatchObject({ category: 'rate_limited', scope: 'our_ip' });
    expect(connection.isUsable()).toBe(false);
  });

  it('S11: bytes that are no UTF-8 are kept as well-formed text', async () => {
    const bytes = Buffer.concat([Buffer.from('550 5.1.1 '), Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80])]);
    const host = await mailHost({
      answer: (line) => (/^RCPT/.test(line) ? bytes.toString('latin1') : undefined),
    });
    const report = await (await open(host.port)).send(letter());
    expect(report).toMatchObject({ outcome: 'refused', reply: { code: 550 } });
    expect(report.reply!.text.isWellFormed()).toBe(true);
  });

  it.each([
    ['551 5.1.6 User not local; please try <eve@evil.test>', 'refused'],
    ['251 2.1.5 User not local; will forward to <eve@evil.test>', 'accepted'],
  ])('S12: %j: no redirect is followed', async (text, outcome) => {
    const { report, host } = await ask({ answer: to(/^RCPT/, text) });
    expect(report.outcome).toBe(outcome);
    expect(host.heard()).not.toContain('evil');
  });
});
