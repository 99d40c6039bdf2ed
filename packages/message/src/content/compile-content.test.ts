import { describe, expect, it } from 'vitest';
import { compileContent } from './compile-content.js';
import type { ContentKind } from './compiled.js';

/** Hosts of everything that looks like an address; names of XML namespaces are not asked for. */
const hosts = (text: string): string[] =>
  [
    ...new Set(
      [...text.replace(/xmlns(:\w+)?="[^"]*"/g, '').matchAll(/(?:https?:)?\/\/([\w.-]+\.\w+)/g)].map((m) => m[1]!),
    ),
  ].sort();

const doc = (...content: unknown[]) => JSON.stringify({ type: 'doc', content });
const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });

const MJML = `<mjml>
<mj-body>
<mj-section><mj-column>
<mj-text>Hello {{ name | default: "there" }} <a href="https://one.example/a">a</a></mj-text>
<mj-image src="https://two.example/b.png" alt="b" />
</mj-column></mj-section>
</mj-body>
</mjml>`;

describe('compileContent', () => {
  it.each<[ContentKind, string]>([
    ['html', '<p><a href="https://one.example/">a</a></p>'],
    ['markdown', '# Hi\n\n[a](https://one.example/x) ![b](https://two.example/b.png)\n\nhttps://three.example/'],
    ['mjml', MJML],
    ['mjml', MJML.replace('<mj-body>', '<mj-head><mj-title>t</mj-title></mj-head><mj-body>')],
    [
      'visual',
      doc(
        paragraph(text('a', { type: 'link', attrs: { href: 'https://one.example/' } })),
        { type: 'image', attrs: { src: 'https://two.example/b.png', alt: 'b' } },
        { type: 'button', attrs: { label: 'Go', href: 'https://three.example/' } },
      ),
    ],
  ])('of %s holds exactly the hosts that the author wrote', async (kind, source) => {
    const { html, faults } = await compileContent(kind, source);
    expect(faults).toEqual([]);
    expect(hosts(html!)).toEqual(hosts(source));
    expect(html).not.toMatch(/@import|<link|<script/);
  });

  it.each<[ContentKind, string]>([
    ['markdown', 'Hi {{ name | default: "there" }}, [leave]({{ unsubscribe_url }}) {% if city %}x{% endif %}'],
    ['mjml', MJML],
    ['visual', doc(paragraph({ type: 'mergeField', attrs: { name: 'name', fallback: 'there' } }))],
  ])('of %s leaves merge fields whole', async (kind, source) => {
    const { html } = await compileContent(kind, source);
    expect(html).toContain('{{ name | default: "there" }}');
    if (kind === 'markdown') expect(html).toContain('href="{{ unsubscribe_url }}"');
  });

  it('adds the unsubscribe link unless the author has one', async () => {
    const without = await compileContent('markdown', 'Hi');
    const own = await compileContent('markdown', '[leave]({{ unsubscribe_url }})');
    expect(without.html!.match(/unsubscribe_url/g)).toHaveLength(1);
    expect(own.html!.match(/unsubscribe_url/g)).toHaveLength(1);
  });

  it('names the line of an MJML tag that does not exist', async () => {
    const { html, faults } = await compileContent('mjml', MJML.replace('<mj-image', '<mj-foo'));
    expect(html).toBeNull();
    expect(faults[0]).toMatchObject({ line: 5, words: expect.stringContaining('mj-foo') });
  });

  it('reads no file and lets no condition vanish', async () => {
    const include = await compileContent(
      'mjml',
      MJML.replace('<mj-image', '<mj-include path="/etc/passwd" /><mj-image'),
    );
    expect(include.faults).toMatchObject([{ line: 5 }]);
    const lost = await compileContent('mjml', MJML.replace('<mj-body>', '<mj-body>{% if city %}'));
    expect(lost.faults).toMatchObject([{ line: 2, words: expect.stringContaining('{% if city %}') }]);
  });

  it('escapes what was typed into the visual editor and follows no script address', async () => {
    const hostile = '"><img src=x onerror=alert(1)>';
    const { html } = await compileContent(
      'visual',
      doc(
        paragraph(text(hostile, { type: 'link', attrs: { href: 'javascript:alert(1)' } })),
        { type: 'image', attrs: { src: 'javascript:alert(1)', alt: hostile } },
        { type: 'button', attrs: { label: hostile, href: 'data:text/html,x' } },
        paragraph({ type: 'mergeField', attrs: { name: 'name }}{{ x', fallback: '" }}<b>' } }),
        paragraph({ type: 'mergeField', attrs: { name: 'name', fallback: '" }}<b>{{' } }),
      ),
    );
    expect(html).not.toMatch(/<img src=x|javascript:|data:text|onerror=alert\(1\)>"/);
    expect(html).not.toContain('{{ x');
    expect(html!.match(/\{\{ name \|[^}]*\}\}/g)).toHaveLength(1);
  });

  it.each(['{', '[]', '{"type":"paragraph"}', doc({ type: 'iframe' })])(
    'says that %s is no document',
    async (source) => {
      const { html, faults } = await compileContent('visual', source);
      expect(html).toBeNull();
      expect(faults).toHaveLength(1);
    },
  );

  it('refuses a document nested beyond anything written by hand', async () => {
    let node: unknown = paragraph(text('x'));
    for (let depth = 0; depth < 200; depth++) node = { type: 'blockquote', content: [node] };
    expect((await compileContent('visual', doc(node))).faults).toEqual([
      { line: null, words: 'The content is nested too deeply.' },
    ]);
  });
});
