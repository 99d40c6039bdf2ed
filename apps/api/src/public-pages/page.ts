// The frame of a page readers open: no script, no outside request, light and dark, read well by any reader of screens.
import { createHash } from 'node:crypto';
import type { PublicLanguage } from '@doorstep/contracts';
import type { FastifyReply } from 'fastify';

/** Text that went through `html` or is markup of ours. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** A template whose values are text, never markup, unless they are Markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((all, string, index) => all + marked(parts[index - 1] ?? '') + string));
}

function marked(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map((one: Markup) => one.text).join('');
  return escaped(String(part));
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

const STYLE = `:root{color-scheme:light dark;--text:#1c2024;--soft:#60646c;--page:#fcfcfd;--line:#d9d9e0;--act:#1f5fbf;--on-act:#fff}
@media (prefers-color-scheme:dark){:root{--text:#edeef0;--soft:#b0b4ba;--page:#18191b;--line:#43484e;--act:#70b8ff;--on-act:#101418}}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:12vh auto 4rem;padding:0 1.25rem;overflow-wrap:anywhere}main.wide{max-width:44rem;margin-top:6vh}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 1rem}h2{font-size:1.0625rem;line-height:1.3;margin:0 0 .5rem}a{color:var(--act)}p,ul{margin:0 0 1rem}ul{padding-left:1.25rem}form{margin:0 0 1rem}
.soft{color:var(--soft);font-size:.9375rem}hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;border-radius:8px;border:1px solid var(--act);background:var(--act);color:var(--on-act);cursor:pointer}
label{display:block;margin:0 0 1rem;font-weight:600}label.tick{font-weight:400;display:flex;gap:.625rem;align-items:baseline}
input[type=email],input[type=text],select{display:block;width:100%;box-sizing:border-box;font:inherit;min-height:44px;padding:.5rem .75rem;margin-top:.25rem;border-radius:8px;border:1px solid var(--soft);background:var(--page);color:var(--text)}
input[type=checkbox]{width:20px;height:20px;flex:none}.trap{position:absolute;left:-9999px}.row{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1rem}.row form{margin:0}
input:focus-visible,select:focus-visible,a:focus-visible{outline:3px solid var(--act);outline-offset:2px}
pre{margin:0 0 1rem;padding:.75rem;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;font:.875rem/1.4 ui-monospace,monospace}
button.other{background:transparent;color:var(--text);border-color:var(--line)}
button:focus-visible{outline:3px solid var(--act);outline-offset:2px}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cache-control': 'no-store',
};

export interface ReaderPage {
  readonly title: string;
  readonly body: Markup;
  readonly status?: number;
  readonly language?: PublicLanguage;
}

/** What a page has beside its own: the archive may be kept by caches and found by search engines. */
export interface PageFrame {
  readonly style: string;
  readonly head: Markup;
  readonly isWide: boolean;
  readonly isIndexed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const PLAIN: PageFrame = { style: '', head: new Markup(''), isWide: false, isIndexed: false, headers: HEADERS };

export function pageText({ title, body, language = 'en' }: ReaderPage, frame: PageFrame = PLAIN): string {
  const robots = frame.isIndexed ? html`` : html`<meta name="robots" content="noindex, nofollow">`;
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${robots}<title>${title}</title>${frame.head}<style>${new Markup(STYLE + frame.style)}</style></head>
<body><main${frame.isWide ? html` class="wide"` : html``}><h1>${title}</h1>
${body}</main></body></html>
`.text;
}

export function sendPage(reply: FastifyReply, page: ReaderPage): FastifyReply {
  return reply
    .code(page.status ?? 200)
    .headers(HEADERS)
    .type('text/html; charset=utf-8')
    .send(pageText(page));
}
