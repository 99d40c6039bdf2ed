// How compiled messages look: 600 px, tables and inline styles, as mail programs read them; dark where they can.
import { escapeHtml } from '../liquid-engine.js';

/** Families of every system: nothing is loaded. */
const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export const STYLES: Readonly<Record<string, string>> = {
  h1: `margin:0 0 16px;font:700 26px/1.25 ${FONT};color:#1b1b22`,
  h2: `margin:24px 0 12px;font:700 20px/1.3 ${FONT};color:#1b1b22`,
  h3: `margin:20px 0 8px;font:700 17px/1.35 ${FONT};color:#1b1b22`,
  p: `margin:0 0 16px;font:400 16px/1.6 ${FONT};color:#2d2d36`,
  ul: `margin:0 0 16px;padding:0 0 0 24px;font:400 16px/1.6 ${FONT};color:#2d2d36`,
  ol: `margin:0 0 16px;padding:0 0 0 24px;font:400 16px/1.6 ${FONT};color:#2d2d36`,
  li: 'margin:0 0 6px',
  blockquote: 'margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #c9c9d4',
  a: 'color:#2f5bd0;text-decoration:underline',
  hr: 'margin:24px 0;border:0;border-top:1px solid #dcdce4',
  img: 'display:block;max-width:100%;height:auto;border:0',
  code: 'font:400 14px/1.5 Consolas,Menlo,monospace',
  pre: 'margin:0 0 16px;padding:12px;background-color:#f3f3f6;font:400 14px/1.5 Consolas,Menlo,monospace;white-space:pre-wrap',
  table: 'border-collapse:collapse;margin:0 0 16px',
  th: `padding:6px 12px;border:1px solid #dcdce4;text-align:left;font:700 15px/1.5 ${FONT};color:#2d2d36`,
  td: `padding:6px 12px;border:1px solid #dcdce4;font:400 15px/1.5 ${FONT};color:#2d2d36`,
};

export const BUTTON = `display:inline-block;padding:12px 24px;border-radius:6px;background-color:#2f5bd0;color:#ffffff;font:600 16px/1.25 ${FONT};text-decoration:none`;
const SMALL = `margin:0;font:400 13px/1.5 ${FONT};color:#5c5c68`;

const DARK = [
  '.ds-page,.ds-sheet{background-color:#17171c!important}',
  '.ds-sheet h1,.ds-sheet h2,.ds-sheet h3{color:#f2f2f5!important}',
  '.ds-sheet p,.ds-sheet li,.ds-sheet ul,.ds-sheet ol,.ds-sheet td,.ds-sheet th,.ds-sheet blockquote{color:#d8d8e0!important}',
  '.ds-sheet pre{background-color:#24242c!important;color:#d8d8e0!important}',
  '.ds-sheet a{color:#8fb0ff!important}',
  '.ds-sheet a.ds-button{background-color:#3d66d6!important;color:#ffffff!important}',
].join('');

const HEAD = [
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width,initial-scale=1">',
  '<meta name="color-scheme" content="light dark">',
  '<meta name="supported-color-schemes" content="light dark">',
  `<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${DARK}}` +
    '@media (max-width:480px){.ds-column{display:block!important;width:100%!important;padding:0!important}}</style>',
].join('\n');

const FOOTER =
  `<p style="${SMALL}">You receive this message because {{ address }} is on our list. ` +
  `<a href="{{ unsubscribe_url }}" style="color:#5c5c68">Unsubscribe</a></p>`;

/** Puts what was compiled onto a sheet of 600 px. Whoever wrote an unsubscribe link has it; otherwise one is added. */
export function onSheet(body: string): string {
  const footer = body.includes('unsubscribe_url')
    ? ''
    : `\n<tr><td style="padding:16px 24px;border-top:1px solid #dcdce4">${FOOTER}</td></tr>`;
  return `<!doctype html>
<html>
<head>
${HEAD}
</head>
<body class="ds-page" style="margin:0;padding:0;background-color:#ffffff">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 0">
<table role="presentation" class="ds-sheet" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#ffffff">
<tr><td style="padding:0 24px;text-align:left">
${body}
</td></tr>${footer}
</table>
</td></tr></table>
</body>
</html>
`;
}

/**
 * What mail programs show behind the subject, hidden in the message itself; the blanks after it keep the first words
 * of the message from being pulled up behind it.
 */
export function withPreviewText(html: string, previewText: string): string {
  if (previewText.trim() === '') return html;
  const pad = '&#8199;&#65279;&#847; '.repeat(40);
  const hidden = `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeText(previewText)}${pad}</div>`;
  const body = /<body\b[^>]*>/i.exec(html);
  if (body === null) return hidden + html;
  const at = body.index + body[0].length;
  return html.slice(0, at) + hidden + html.slice(at);
}

/** Escapes what is between pieces of Liquid; the pieces are rendered and escaped later. */
function escapeText(text: string): string {
  return text.replace(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|[^{]+|\{/g, (found, liquid?: string) =>
    liquid === undefined ? escapeHtml(found) : found,
  );
}
