// Behaviour of counted links: every written-out address leads over our host, everything else stays to the sign.
import { describe, expect, it } from 'vitest';
import { compileCampaign } from './campaign.js';
import { campaignSource, recipientOf } from './campaign-source.js';
import { findLinks, withCountedLinks } from './counted-links.js';

const html = `<body><p><a class="b" href="https://shop.example/a?x=1&amp;y=2">A</a> <A HREF='http://shop.example/b'>B</A>
<a href="https://shop.example/a?x=1&amp;y=2">A again</a> <a href="mailto:me@shop.example">mail</a> <a href="#top">up</a>
<a href="{{ unsubscribe_url }}">leave</a> <a href="https://shop.example/{{ city }}">yours</a> <link href="https://shop.example/c"></p></body>`;

const stored = {
  ...{ campaignId: '0199a1b2-0000-7000-8000-000000000003', fromName: 'Ada', fromLocal: 'letter', replyTo: null },
  ...{ subject: 'Hello', html, text: '', lists: [], sendingDomainName: 'news.example', date: new Date(0) },
};
const her = {
  ...{ address: 'eve@inbox.example', name: 'Eve', fields: { city: 'rome', doorstep_click: 'https://evil.example' } },
  ...{ returnToken: 'r'.repeat(43), unsubscribeToken: 'u'.repeat(43), sendingDomainName: 'news.example' },
  publicUrl: 'https://letters.example',
};
const compose = (tracking: 'off' | 'person', countToken: string | null) =>
  Buffer.from(compileCampaign(campaignSource({ ...stored, tracking })).compose(recipientOf({ ...her, countToken })))
    .toString()
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=');

describe('findLinks', () => {
  it('finds what an author wrote out, each once, and nothing that is of a person', () => {
    expect(findLinks(html)).toEqual(['https://shop.example/a?x=1&y=2', 'http://shop.example/b']);
    expect(
      findLinks('<a href="javascript:alert(1)">x</a><a href=https://bare.example>y</a><a href="https://">z</a>'),
    ).toEqual([]);
  });

  it('is done at once with markup that never ends', () => {
    const began = performance.now();
    findLinks(`<a ${'x '.repeat(200_000)}`);
    findLinks('<a '.repeat(200_000));
    findLinks('<a href="https://x.example'.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('a campaign that counts', () => {
  it('leads links over our host and adds a picture; the text part and the unsubscribe link stay', () => {
    const message = compose('person', 'c'.repeat(43));
    const [, text = '', markup = ''] = message.split('--=_doorstep_');
    const base = `https://letters.example/l/${'c'.repeat(43)}`;
    expect(markup.match(new RegExp(`${base}/1"`, 'g'))).toHaveLength(2);
    expect(markup).toContain(`${base}/2"`);
    expect(markup).toContain(`<img src="https://letters.example/o/${'c'.repeat(43)}.gif"`);
    expect(markup).toContain(`href="https://letters.example/u/${'u'.repeat(43)}"`);
    expect(markup).toContain('https://shop.example/rome');
    expect(markup).not.toContain('evil.example');
    expect(text).toContain('https://shop.example/a?x=1&y=2');
    expect(text).not.toContain('/l/');
    expect(message).toContain(`List-Unsubscribe: <https://letters.example/u/${'u'.repeat(43)}>`);
  });

  it('has nothing of it when it counts nothing', () => {
    const message = compose('off', null);
    expect(message).not.toMatch(/\/[lo]\/|<img/);
    expect(message).toContain('href="https://shop.example/a?x=1&amp;y=2"');
  });

  it('puts the picture inside of the body', () => {
    expect(withCountedLinks('<BODY>x</BODY>', [])).toMatch(/x<img [^>]+><\/BODY>$/);
  });
});
