// A campaign and a recipient for tests, each field replaceable.
import { type CompiledCampaign, compileCampaign } from '../campaign.js';
import type { CampaignSource, Recipient } from '../headers.js';

export function sampleSource(changes: Partial<CampaignSource> = {}): CampaignSource {
  return {
    campaignId: '0199a1b2-0000-7000-8000-000000000001',
    from: { name: 'Zoë of the News', address: 'letter@news.example' },
    subject: 'Hello {{ name | default: "there" }}',
    html: '<html><body><p>Dear {{ name | default: "friend" }} from {{ city }},</p><p><a href="{{ unsubscribe_url }}">Leave</a></p></body></html>',
    text: '',
    listId: 'Monthly letter <monthly.lists.news.example>',
    feedbackId: 'campaign1:list1:doorstep',
    date: new Date('2026-11-24T08:00:00Z'),
    ...changes,
  };
}

export function sampleRecipient(changes: Partial<Recipient> = {}): Recipient {
  return {
    address: 'ada@inbox.example',
    name: 'Ada',
    fields: { city: 'Köln' },
    messageId: '0199a1b2.ada@news.example',
    unsubscribeUrl: 'https://news.example/u/abcdefgh?x=1&y=2',
    unsubscribeMailto: 'leave+abcdefgh@news.example',
    ...changes,
  };
}

export function composeSample(source: Partial<CampaignSource> = {}, recipient: Partial<Recipient> = {}): Uint8Array {
  return compiledSample(source).compose(sampleRecipient(recipient));
}

export function compiledSample(source: Partial<CampaignSource> = {}): CompiledCampaign {
  return compileCampaign(sampleSource(source));
}

/** Every line of a message as it goes over the wire; throws on a bare CR or LF. */
export function wireLines(message: Uint8Array): string[] {
  const text = Buffer.from(message).toString('latin1');
  const lines = text.split('\r\n');
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('bare CR or LF on the wire');
  return lines;
}
