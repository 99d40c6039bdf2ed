// Every pattern that meets remote text takes time in proportion to its length: eight times the text, not sixty-four times the time.
import { describe, expect, it } from 'vitest';
import { originalMarkers } from './formats/original-markers.js';
import { introductions, sentences } from './formats/text-families.js';
import { parseReport } from './parse-report.js';
import { allRules } from './rules/all-rules.js';

const patterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ...allRules.flatMap(({ id, pattern }) => (pattern ? [[`rule ${id}`, pattern] as const] : [])),
  ...introductions.map(({ id, pattern }) => [`introduction ${id}`, pattern] as const),
  ...sentences.map(({ id, pattern }) => [`sentence ${id}`, pattern] as const),
  ...originalMarkers.map((pattern) => [`marker ${pattern.source.slice(0, 40)}`, pattern] as const),
];

const SHORT = 2048;
const STEP = 8;

/** The pattern's own words by turns, which lead it furthest, and what breaks careless patterns. */
function temptations({ source }: RegExp): string[] {
  const words = [...new Set(source.replace(/\\./g, ' ').match(/[a-z]{2,}/g) ?? [])].slice(0, 24);
  const pairs = words.map((word, at) => `${word} ${words[(at * 7 + 3) % words.length]} `);
  return [...pairs, `${words[0] ?? 'a'} `, ' ', 'a', 'a@', '<', '5.1.1 ', 'x@x: '];
}

function cpuMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function tried(pattern: RegExp, text: string): void {
  pattern.lastIndex = 0;
  if (pattern.global) text.replace(pattern, '');
  else pattern.test(text);
}

describe('a pattern', () => {
  it.each(patterns)('takes linear time: %s', (_, pattern) => {
    const ofLength = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const longest = (length: number) =>
      temptations(pattern).reduce((sum, unit) => sum + cpuMs(() => tried(pattern, ofLength(unit, length))), 0);
    longest(SHORT); // compiled before it is measured
    const [short, long] = [longest(SHORT), longest(SHORT * STEP)];
    expect(long, `${short.toFixed(1)} ms, then ${long.toFixed(1)} ms`).toBeLessThan(short * STEP * 3 + 60);
  });
});

describe('parseReport', () => {
  it.each(['user unknown no ', 'mailbox full of ', 'a ', 'domain not ', 'message too '])(
    'reads 100 recipients with 2,000 letters of "%s" each within 2 seconds',
    (unit) => {
      const words = unit.repeat(2000 / unit.length);
      const blocks = Array.from(
        { length: 100 },
        (_, i) =>
          `Final-Recipient: rfc822; a${i}@b.example\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 ${words}\r\n`,
      );
      const mail = `From: mailer-daemon@x.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n${words}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n${blocks.join('\r\n')}\r\n--b--\r\n`;
      let found = 0;
      const ms = cpuMs(() => {
        found = parseReport(Buffer.from(mail)).recipients.length;
      });
      expect(found).toBe(100);
      expect(ms).toBeLessThan(2000);
    },
  );
});
