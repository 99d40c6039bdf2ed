// Behaviour of campaigns on their way out: composed and signed the same on every attempt, or not sent at all.
import { createTokenSigner, tokenKeysFrom } from '@doorstep/bounces';
import { type CampaignMaterial, createVault } from '@doorstep/database';
import { generateDkimKey } from '@doorstep/message';
import { describe, expect, it } from 'vitest';
import { claimedDelivery } from '../testing/attempt-fixture.js';
import { createCampaignDesk } from './campaign-desk.js';

const vault = createVault(new Uint8Array(32).fill(7));
const { privateKeyPem } = generateDkimKey('ed25519-sha256');
const key = { selector: 'd1', algorithm: 'ed25519-sha256', privateKeySealed: vault.seal(privateKeyPem) };

function material(changes: Partial<CampaignMaterial> = {}): CampaignMaterial {
  return {
    campaignId: '0199a1b2-0000-7000-8000-000000000003',
    name: 'March',
    fromName: 'Ada',
    fromLocal: 'letter',
    replyTo: null,
    subject: 'Hello {{ name }}',
    html: '<p>Hello {{ city }}</p>',
    text: '',
    tracking: 'off',
    previewText: '',
    variants: [],
    startedAt: new Date('2026-11-24T08:00:00Z'),
    lists: [{ id: '0199a1b2-0000-7000-8000-0000000000aa', name: 'Letter' }],
    sendingDomain: { name: 'news.example', returnPathDomain: 'bounces.news.example', dkimKeys: [key] },
    ...changes,
  };
}

function deskWith(stored: CampaignMaterial | null) {
  const state = { stored, loads: 0 };
  const desk = createCampaignDesk({
    materials: {
      load: async () => {
        state.loads++;
        return state.stored;
      },
      keepLinks: async () => {},
    },
    vault,
    tokens: createTokenSigner(tokenKeysFrom(new Uint8Array(32).fill(9))),
    publicUrl: 'https://letters.example',
  });
  return { desk, state };
}

const delivery = claimedDelivery({ mergeFields: { name: 'Eve', fields: { city: 'Rome' } } });

describe('createCampaignDesk', () => {
  it('composes and signs, the same on every attempt but for nothing', async () => {
    const { desk, state } = deskWith(material());
    const campaign = await desk.open('c');
    if (campaign.kind !== 'ready') throw new Error(campaign.words);
    const first = campaign.compose(delivery);
    const again = campaign.compose({ ...delivery });
    expect(first.from).toMatch(/^bounce-[a-z2-7]{43}@bounces\.news\.example$/);
    expect(again.from).toBe(first.from);
    expect(Buffer.from(again.body).equals(first.body)).toBe(true);
    const text = Buffer.from(first.body).toString();
    expect(text).toMatch(/^DKIM-Signature: v=1; a=ed25519-sha256;[\s\S]*d=news\.example;/);
    const token = first.from.slice('bounce-'.length, first.from.indexOf('@'));
    expect(text).toContain(`Message-ID: <${token}@news.example>`);
    expect(text).toMatch(/List-Unsubscribe: <https:\/\/letters\.example\/u\/[a-z2-7]{43}>/);
    await desk.open('c');
    expect(state.loads).toBe(1);
  });

  it('signs with every active key', async () => {
    const rsa = {
      selector: 'r1',
      algorithm: 'rsa-sha256',
      privateKeySealed: vault.seal(generateDkimKey('rsa-sha256').privateKeyPem),
    };
    const { desk } = deskWith(material({ sendingDomain: { ...material().sendingDomain!, dkimKeys: [rsa, key] } }));
    const campaign = await desk.open('c');
    if (campaign.kind !== 'ready') throw new Error(campaign.words);
    const text = Buffer.from(campaign.compose(delivery).body).toString();
    expect(text.match(/^DKIM-Signature: /gm)).toHaveLength(2);
  });

  const domain = material().sendingDomain!;
  it.each<[string, CampaignMaterial | null, RegExp]>([
    ['is gone', null, /does not exist/],
    ['has no sending domain', material({ sendingDomain: null }), /no sending domain/],
    ['has no key', material({ sendingDomain: { ...domain, dkimKeys: [] } }), /unsigned/],
    [
      'has a key sealed under another secret',
      material({
        sendingDomain: {
          ...domain,
          dkimKeys: [{ ...key, privateKeySealed: createVault(new Uint8Array(32).fill(1)).seal(privateKeyPem) }],
        },
      }),
      /d1 of news\.example cannot be used.*DOORSTEP_SECRET/,
    ],
    [
      'has a key that is none',
      material({ sendingDomain: { ...domain, dkimKeys: [{ ...key, privateKeySealed: vault.seal('garbage') }] } }),
      /cannot be used/,
    ],
    ['has an unclosed tag', material({ html: '<p>{{ name </p>' }), /html has a fault in line 1/],
  ])('does not send a campaign that %s, and says why', async (_name, stored, words) => {
    const { desk } = deskWith(stored);
    const campaign = await desk.open('c');
    expect(campaign).toMatchObject({ kind: 'blocked', words: expect.stringMatching(words) });
  });

  it('gives each the variant she was planned for, with links that lead where that variant says', async () => {
    const of = (url: string) => `<p><a href="https://news.example/both">both</a> <a href="${url}">one</a></p>`;
    const links: string[] = [];
    const b = {
      ...{ number: 1, subject: 'B for {{ name }}', fromName: 'Bea', previewText: '' },
      ...{ contentKind: 'html', contentSource: '', html: of('https://news.example/b'), text: '' },
    };
    const stored = material({ tracking: 'anonymous', html: of('https://news.example/a'), variants: [b] });
    const desk = createCampaignDesk({
      materials: { load: async () => stored, keepLinks: async (_, urls) => void links.push(...urls) },
      ...{ vault, tokens: createTokenSigner(tokenKeysFrom(new Uint8Array(32).fill(9))) },
      publicUrl: 'https://letters.example',
    });
    const campaign = await desk.open('c');
    if (campaign.kind !== 'ready') throw new Error(campaign.words);
    const message = (variant: number | null) => Buffer.from(campaign.compose({ ...delivery, variant }).body).toString();
    expect(links).toEqual(['https://news.example/both', 'https://news.example/a', 'https://news.example/b']);
    const unfolded = (text: string) => text.replaceAll('=\r\n', '');
    expect(message(1)).toMatch(/Subject: B for Eve[\s\S]*/);
    expect(message(1)).toMatch(/From: "?Bea"? </);
    expect(unfolded(message(1))).toMatch(/\/l\/[a-z2-7]+-1\/1"[\s\S]*\/l\/[a-z2-7]+-1\/3"[\s\S]*\/o\/[a-z2-7]+-1\.gif/);
    expect(message(0)).toMatch(/Subject: Hello Eve/);
    expect(unfolded(message(0))).toMatch(/\/l\/[a-z2-7]+-0\/1"[\s\S]*\/l\/[a-z2-7]+-0\/2"/);
    expect(() => message(2)).toThrow('has no variant 2');
  });
});
