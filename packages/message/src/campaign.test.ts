import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { compiledSample, composeSample, sampleRecipient, wireLines } from './testing/sample-campaign.js';

const parse = (message: Uint8Array) => simpleParser(message, { skipTextToHtml: true });
const headerOf = (message: Uint8Array, name: string) =>
  wireLines(message)
    .join('\r\n')
    .split('\r\n\r\n')[0]!
    .split(/\r\n(?![ \t])/)
    .filter((line) => line.toLowerCase().startsWith(`${name}:`));

describe('compileCampaign', () => {
  it('puts the values of a recipient into subject, text and html', async () => {
    const mail = await parse(composeSample());
    expect(mail.subject).toBe('Hello Ada');
    expect(mail.html).toContain('Dear Ada from Köln,');
    expect(mail.text).toContain('Dear Ada from Köln,');
    expect(mail.text).toContain('Leave [https://news.example/u/abcdefgh?x=1&y=2]');
    expect(mail.html).toContain('href="https://news.example/u/abcdefgh?x=1&amp;y=2"');
    expect(mail.to?.value[0]).toMatchObject({ name: 'Ada', address: 'ada@inbox.example' });
    expect(mail.from?.value[0]).toMatchObject({ name: 'Zoë of the News', address: 'letter@news.example' });
  });

  it('uses the fallback for an empty value', async () => {
    const mail = await parse(composeSample({}, { name: null, fields: {} }));
    expect(mail.subject).toBe('Hello there');
    expect(mail.html).toContain('Dear friend from ,');
  });

  it('writes every header once, with the one-click headers of RFC 8058', () => {
    const message = composeSample();
    for (const name of ['date', 'from', 'to', 'subject', 'message-id', 'mime-version', 'list-id', 'feedback-id']) {
      expect(headerOf(message, name), name).toHaveLength(1);
    }
    expect(headerOf(message, 'list-unsubscribe')).toEqual([
      'List-Unsubscribe: <https://news.example/u/abcdefgh?x=1&y=2>,\r\n <mailto:leave+abcdefgh@news.example>',
    ]);
    expect(headerOf(message, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe-Post: List-Unsubscribe=One-Click']);
    expect(headerOf(message, 'list-id')).toEqual(['List-Id: Monthly letter\r\n <monthly.lists.news.example>']);
    expect(headerOf(message, 'date')).toEqual(['Date: Tue, 24 Nov 2026 08:00:00 +0000']);
    expect(headerOf(message, 'message-id')).toEqual(['Message-ID: <0199a1b2.ada@news.example>']);
    expect(headerOf(message, 'x-doorstep-campaign')).toHaveLength(1);
  });

  it('escapes values in html and never evaluates them again', async () => {
    const mail = await parse(composeSample({}, { name: '<script>{{ city }}</script>"><img onerror=x>' }));
    expect(mail.html).toContain('&lt;script&gt;{{ city }}&lt;/script&gt;&quot;&gt;&lt;img onerror=x&gt;');
    expect(mail.text).toContain('<script>{{ city }}</script>"><img onerror=x>');
  });

  it('keeps a value with line breaks, NUL and separators in one header line', async () => {
    const evil = 'Ada\r\nBcc: evil@x.example\0\u2028X: y';
    const message = composeSample({ subject: '{{ city }}' }, { name: evil, fields: { city: evil } });
    expect(headerOf(message, 'bcc')).toEqual([]);
    const mail = await parse(message);
    expect(mail.subject).toBe('Ada Bcc: evil@x.example X: y');
    expect(mail.to?.value).toHaveLength(1);
  });

  it('refuses an address or an id that could break out of its header', () => {
    const campaign = compiledSample();
    const bad = [
      { address: 'a@b.c>\r\nX: y' },
      { address: 'a@b.c, e@x.y' },
      { messageId: 'x y@z' },
      { unsubscribeUrl: 'javascript:1' },
    ];
    for (const change of bad) expect(() => campaign.compose(sampleRecipient(change))).toThrow(TypeError);
  });

  it.each([
    '',
    '<!-- {{ unsubscribe_url }} -->',
    '{% if city == "x" %}<a href="{{ unsubscribe_url }}">x</a>{% endif %}',
  ])('adds the unsubscribe link to a body that does not always show it: %s', async (inside) => {
    const mail = await parse(composeSample({ html: `<body><p>Hi</p>${inside}</body>`, text: 'Hi' }));
    expect(mail.html).toMatch(
      /<a href="https:\/\/news\.example\/u\/abcdefgh\?x=1&amp;y=2"[^>]*>Unsubscribe<\/a><\/p>\s*<\/body>/,
    );
    expect(mail.text).toContain('Unsubscribe: https://news.example/u/abcdefgh?x=1&y=2');
  });

  it('renders conditions, filters and assignments per recipient', async () => {
    const html =
      '{% if city == "Köln" %}<b>Alaaf {{ name | upcase }}</b>{% else %}Hello{% endif %}{% assign greeting = name | append: "!" %} {{ greeting }} <a href="{{ unsubscribe_url }}">x</a>';
    const campaign = compiledSample({ html });
    const first = await parse(campaign.compose(sampleRecipient({ name: 'A&B' })));
    const second = await parse(campaign.compose(sampleRecipient({ fields: { city: 'Bonn' } })));
    expect(first.html).toContain('<b>Alaaf A&amp;B</b> A&amp;B!');
    expect(first.text).toContain('Alaaf A&B A&B!');
    expect(second.html).toContain('Hello Ada!');
    expect(campaign.usesFields).toEqual(['city']);
  });

  it('lets no script address from a field into a link', async () => {
    const html = '<a href="{{ site }}">a</a>{% if city %}<a href="{{ site }}">b</a>{% endif %}';
    const hostile = await parse(composeSample({ html }, { fields: { city: 'x', site: ' javascript:alert(1)' } }));
    expect(hostile.html).not.toContain('javascript:');
    const kind = await parse(composeSample({ html }, { fields: { city: 'x', site: 'https://a.example/?b=1' } }));
    expect(kind.html).toContain('<a href="https://a.example/?b=1">a</a>');
  });

  it('sends text alone when there is no html', async () => {
    const message = composeSample({ html: '', text: 'Just words for {{ name }}.\n...\n.\n' });
    expect(headerOf(message, 'content-type')).toEqual(['Content-Type: text/plain; charset=utf-8']);
    expect((await parse(message)).text).toContain('Just words for Ada.\n...\n.');
  });

  it.each([
    ['quoted-printable', 'plain words and äöü = more '.repeat(1_100)],
    ['base64', 'ニュースレターの本文です。'.repeat(800)],
  ])('carries a body of 30 kB in %s within the line limits', async (encoding, long) => {
    const message = composeSample({
      html: `<p>${long}{{ name }}</p><a href="{{ unsubscribe_url }}">x</a>`,
      text: `${long}\n{{ unsubscribe_url }}`,
    });
    const lines = wireLines(message);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines.filter((line) => line === `Content-Transfer-Encoding: ${encoding}`)).toHaveLength(2);
    const mail = await parse(message);
    expect(mail.html).toContain(`<p>${long}Ada</p>`);
    expect(mail.text).toContain(long);
  });
});
