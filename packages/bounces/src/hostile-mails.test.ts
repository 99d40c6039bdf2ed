// The report reader against mails made to break it: it answers, in little time, and keeps nothing that could do harm.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from './parse-report.js';
import { failedFields, statusReport, textMail } from './testing/mails.js';

const head = 'From: mailer-daemon@relay.example\r\nSubject: Undelivered mail\r\n';
const nested = (depth: number) =>
  Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary="n${i}"\r\n\r\n--n${i}\r\n`).join(
    '',
  );

describe('parseReport', () => {
  it.each<[name: string, mail: string]>([
    ['5,000 nested parts', `${head}${nested(5000)}`],
    ['500 mails in each other', `${head}${'Content-Type: message/rfc822\r\n\r\n'.repeat(500)}`],
    [
      '100,000 empty parts',
      `${head}Content-Type: multipart/mixed; boundary=p\r\n\r\n${'--p\r\n\r\nx\r\n'.repeat(100_000)}`,
    ],
    [
      'parts that reuse their boundary',
      `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${'--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'.repeat(2000)}`,
    ],
    ['a header line of 5 MB', `X-Long: ${'a'.repeat(5_000_000)}\r\n\r\nx`],
    ['100,000 header lines', `${'X-H: a\r\n'.repeat(100_000)}\r\nx`],
    [
      'an attachment of 20 MB',
      `${head}Content-Type: multipart/mixed; boundary=p\r\n\r\n--p\r\n\r\n${'A'.repeat(20_000_000)}`,
    ],
    ['a@a@a@', textMail('a@'.repeat(500_000))],
    ['dots before an at', textMail(`<${'a.'.repeat(400_000)}@x>: 550`)],
    ['opening brackets', textMail('<'.repeat(1_000_000))],
    ['markup without an end', textMail('<a '.repeat(300_000), { 'Content-Type': 'text/html' })],
    ['status codes', textMail('5.1.1 '.repeat(170_000))],
    ['blanks', textMail(`The following address(es) failed:\n\n${' '.repeat(1_000_000)}x`)],
    ['soft line ends', textMail(' ='.repeat(400_000), { 'Content-Transfer-Encoding': 'quoted-printable' })],
    ['encoded words', textMail('x', { Subject: '=?utf-8?b?QQ==?= '.repeat(50_000) })],
    ['one line of arrows', textMail('->a@b.example '.repeat(70_000))],
  ])('answers %s within 2 seconds', (_, mail) => {
    const bytes = Buffer.from(mail, 'latin1'); // before the clock: to write 20 MB out of a text takes longer than to read them
    const begun = performance.now();
    const report = parseReport(bytes);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(report.recipients.length).toBeLessThanOrEqual(100);
  });

  it('reads at most 100 recipients and says so', () => {
    const report = parseReport(
      Buffer.from(statusReport(Array.from({ length: 3000 }, (_, i) => failedFields(`u${i}@b.example`)))),
    );
    expect(report.recipients).toHaveLength(100);
    expect(report.cuts).toContain('There are more recipients than are read.');
  });

  it('keeps no control characters, and no half characters', () => {
    const fields = failedFields('ann@reader.example', {
      'Diagnostic-Code': `smtp; 550 \u0000\u001b[31m<script>\u202e ${'😀'.repeat(3000)}`,
    });
    const report = parseReport(Buffer.from(statusReport([fields])));
    const text = JSON.stringify(report);
    expect(text).not.toMatch(/\\u0000|\\u001b|\u202e/);
    expect(report.recipients.every(({ diagnostic }) => diagnostic.isWellFormed() && diagnostic.length <= 4096)).toBe(
      true,
    );
  });

  it('answers any bytes without throwing', () => {
    const whole = Buffer.from(statusReport([failedFields('ann@reader.example')]), 'latin1');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        parseReport(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.nat(255), (cut, at, byte) => {
        const broken = Buffer.from(whole.subarray(0, cut));
        if (at < broken.length) broken[at] = byte;
        parseReport(broken);
      }),
    );
  });
});
