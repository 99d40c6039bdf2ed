// The frame of what a link shows: readable in the light, in the dark and on paper, nothing from another host.
import { createHash } from 'node:crypto';
import { html, Markup } from '../public-pages/page.js';

export interface SharedPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const STYLE = `:root{color-scheme:light dark;--text:#1c2024;--soft:#60646c;--page:#fcfcfd;--line:#d9d9e0}
@media (prefers-color-scheme:dark){:root{--text:#edeef0;--soft:#b0b4ba;--page:#18191b;--line:#43484e}}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem;overflow-wrap:anywhere}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .25rem}h2{font-size:1.0625rem;margin:2rem 0 .5rem;break-after:avoid}
p{margin:0 0 .75rem}.soft{color:var(--soft);font-size:.875rem}.verdict{font-weight:600;margin-top:1rem}
div.wide{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{text-align:start;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:500}thead th{color:var(--soft)}tr{break-inside:avoid}thead{display:table-header-group}
table.record{margin:0 0 1.5rem}caption{text-align:start;padding:.375rem 0}table.record th{width:5rem}
code{font:.8125rem/1.5 ui-monospace,monospace;user-select:all;overflow-wrap:anywhere}
.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
@media print{:root{--text:#000;--soft:#444;--page:#fff;--line:#bbb}@page{size:A4;margin:16mm}main{max-width:none;padding:0}body{font-size:10.5pt}}`;

const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cache-control': 'no-store',
};

export const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export function frame(title: string, body: Markup, status: number): SharedPage {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><main>
${body}</main></body></html>
`;
  return { status, headers: HEADERS, text: page.text };
}

export function endedPage(): SharedPage {
  const body = html`<h1>This link does not show anything (any more)</h1><p>It has expired, was revoked, or was never one of ours. Ask whoever gave it to you for a new one.</p>`;
  return frame('Link ended', body, 404);
}
