// Bar 16: at least 95 of 100 labelled provider texts are put in the right place, and none that is not her fault on a reader.
import { classifyReply, type Stage } from '@doorstep/bounces';
import { describe, expect, it } from 'vitest';
import { ofTheReader } from './labelled-of-the-reader.js';
import { ofOurSide } from './labelled-our-side.js';

/** What may count against an address; everything else must never have its scope. */
const OF_THE_ADDRESS = new Set([
  ...[
    'address_unknown',
    'mailbox_disabled',
    'mailbox_full',
    'address_moved',
    'recipient_refuses_you',
    'recipient_rate',
  ],
]);

const texts = [...ofTheReader, ...ofOurSide].flatMap(([category, mxHost, replies]) =>
  replies.map((text) => ({ category, mxHost, text })),
);

function classify(text: string, mxHost: string | null, stage: Stage = 'rcpt') {
  const enhancedCode = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
  return classifyReply({ stage, code: Number(text.slice(0, 3)), enhancedCode, text, mxHost });
}

describe('bar 16: classification', () => {
  it('has 200 texts or more to be measured by, no two alike', () => {
    expect(texts.length).toBeGreaterThanOrEqual(200);
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
  });

  it('puts at least 95 % of them in the right category', () => {
    const wrong = texts
      .map(({ category, mxHost, text }) => ({ text, category, found: classify(text, mxHost).category as string }))
      .filter(({ category, found }) => category !== found)
      .map(({ text, category, found }) => `${found} for ${category}: ${text}`);
    expect(wrong.length / texts.length, wrong.join('\n')).toBeLessThanOrEqual(0.05);
  });

  it('never blames the address for what our address, our domain, the message or the site is told', () => {
    const blamed = texts
      .filter(({ category }) => !OF_THE_ADDRESS.has(category))
      .filter(({ text, mxHost }) =>
        (['banner', 'mail', 'rcpt', 'data', 'dot'] as const).some(
          (stage) => classify(text, mxHost, stage).scope === 'address',
        ),
      )
      .map(({ text }) => text);
    expect(blamed).toEqual([]);
  });

  it('never blames the address for anything said before RCPT', () => {
    for (const { text, mxHost } of texts)
      for (const stage of ['connect', 'banner', 'ehlo', 'starttls', 'mail'] as const)
        expect(classify(text, mxHost, stage).scope, text).not.toBe('address');
  });
});
