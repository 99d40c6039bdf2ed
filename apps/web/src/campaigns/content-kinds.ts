// The ways to write a campaign, in the words of the page.
import type { ContentKind } from '@doorstep/contracts';
import type { Written } from '../client/content';

export const kindWords: Record<ContentKind, string> = {
  visual: 'Visual',
  markdown: 'Markdown',
  mjml: 'MJML',
  html: 'HTML',
};

export const kinds: readonly ContentKind[] = ['visual', 'markdown', 'mjml', 'html'];

export const placeholders: Record<Exclude<ContentKind, 'visual'>, string> = {
  markdown: '# Hello {{ name | default: "there" }}\n\nWhat is new this month …',
  mjml: '<mjml>\n  <mj-body>\n    <mj-section>\n      <mj-column>\n        <mj-text>Hello {{ name | default: "there" }}</mj-text>\n      </mj-column>\n    </mj-section>\n  </mj-body>\n</mjml>',
  html: '<h1>Hello {{ name | default: "there" }}</h1>\n<p>What is new this month …</p>',
};

/** Whether anything was written that a switch of the way of writing would leave behind. */
export function isWritten({ contentKind, contentSource, html }: Written): boolean {
  if (contentKind === 'html') return html.trim() !== '';
  if (contentKind !== 'visual') return contentSource.trim() !== '';
  return /"(text|image|button|mergeField)"/.test(contentSource);
}

/** How an image is written in each of them. */
export function imageMarkup(
  kind: ContentKind,
  { url, alt, width }: { url: string; alt: string; width: number },
): string {
  const quoted = alt.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (kind === 'markdown') return `![${alt.replace(/[[\]\\]/g, '\\$&')}](${url})`;
  if (kind === 'mjml') return `<mj-image src="${url}" alt="${quoted}" />`;
  return `<img src="${url}" alt="${quoted}" width="${Math.min(600, width)}" style="max-width:100%;height:auto">`;
}
