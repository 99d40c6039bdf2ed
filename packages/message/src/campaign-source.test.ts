// Behaviour of stored campaigns and recipients on their way to the composer.
import { describe, expect, it } from 'vitest';
import { compileCampaign } from './campaign.js';
import { campaignSource, recipientOf, type StoredCampaign, type StoredRecipient } from './campaign-source.js';
import { wireLines } from './testing/sample-campaign.js';

const campaign: StoredCampaign = {
  campaignId: '0199a1b2-0000-7000-8000-000000000001',
  fromName: 'Ada',
  fromLocal: 'letter',
  replyTo: null,
  subject: 'Hello {{ name }}',
  html: '<p>Hello {{ city }}</p>',
  text: '',
  lists: [
    { id: '0199a1b2-0000-7000-8000-0000000000aa', name: 'Monthly <letter>' },
    { id: '0199a1b2-0000-7000-8000-0000000000bb', name: 'Other' },
  ],
  sendingDomainName: 'news.example',
  date: new Date('2026-11-24T08:00:00Z'),
};
const recipient: StoredRecipient = {
  address: 'Eve@inbox.example',
  name: 'Eve',
  fields: { city: 'Rome' },
  returnToken: 'aaaa',
  unsubscribeToken: 'bbbb',
  sendingDomainName: 'news.example',
  publicUrl: 'https://news.example',
};

describe('a stored campaign', () => {
  it('is composed with the headers of its list, its sending domain and its delivery', () => {
    const lines = wireLines(compileCampaign(campaignSource(campaign)).compose(recipientOf(recipient)));
    expect(lines).toContain('From: Ada <letter@news.example>');
    expect(lines).toContain('Message-ID: <aaaa@news.example>');
    expect(lines).toContain('List-Unsubscribe: <https://news.example/u/bbbb>');
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(lines.join('\n')).toMatch(
      /List-Id: Monthly letter\n <0199a1b2-0000-7000-8000-0000000000aa\.lists\.news\.example>/,
    );
    expect(lines).toContain(
      'Feedback-ID: 0199a1b2-0000-7000-8000-000000000001:0199a1b2-0000-7000-8000-0000000000aa:newsletter:news.example',
    );
  });

  it('comes out byte for byte the same on a second attempt', () => {
    const once = () =>
      Buffer.from(compileCampaign(campaignSource(campaign)).compose(recipientOf(recipient))).toString();
    expect(once()).toBe(once());
  });

  it('has a list header even when its lists are gone', () => {
    const source = campaignSource({ ...campaign, lists: [] });
    expect(wireLines(compileCampaign(source).compose(recipientOf(recipient)))).toContain(
      'List-Id: <0199a1b2-0000-7000-8000-000000000001.lists.news.example>',
    );
  });
});
