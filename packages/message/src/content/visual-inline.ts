// The words of a visual document: text with its marks, merge fields, line breaks, as HTML for mail programs.
import { escapeHtml } from '../liquid-engine.js';
import { STYLES } from './mail-look.js';

export interface VisualNode {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attrs?: Readonly<Record<string, unknown>> | null;
  readonly content?: unknown;
  readonly marks?: unknown;
}

const MARK_TAGS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
};

export const childrenOf = (node: VisualNode): VisualNode[] =>
  Array.isArray(node.content)
    ? node.content.filter((one): one is VisualNode => typeof one === 'object' && one !== null)
    : [];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An address a reader may be led to: of the web, mail or telephone, or a merge field alone; anything else is none. */
export function linkOf(value: unknown): string | null {
  const link = textOf(value).trim();
  return /^(https?:\/\/|mailto:|tel:)/i.test(link) || /^\{\{\s*[A-Za-z_][\w-]*\s*\}\}$/.test(link) ? link : null;
}

/** Pieces of Liquid in an address stay whole, the rest is escaped for an attribute. */
export const linkHtml = (link: string): string =>
  link.replace(/\{\{[\s\S]*?\}\}|[&<>"']/g, (found) => (found.startsWith('{{') ? found : escapeHtml(found)));

/** A field node as Liquid: its name is an identifier, its fallback holds no quote that could end it. */
export function mergeField(attrs: VisualNode['attrs']): string {
  const name = textOf(attrs?.name);
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return '';
  const fallback = textOf(attrs?.fallback).replace(/[{}%\r\n]/g, ' ');
  if (fallback === '') return `{{ ${name} }}`;
  const quote = fallback.includes('"') ? "'" : '"';
  return `{{ ${name} | default: ${quote}${fallback.replaceAll(quote, quote === '"' ? '' : '’')}${quote} }}`;
}

export function inlineHtml(nodes: readonly VisualNode[]): string {
  return nodes.map(oneInline).join('');
}

function oneInline(node: VisualNode): string {
  if (node.type === 'hardBreak') return '<br>';
  const inner = node.type === 'mergeField' ? mergeField(node.attrs) : typedText(textOf(node.text));
  const marks = Array.isArray(node.marks) ? (node.marks as VisualNode[]) : [];
  return marks.reduce<string>((html, mark) => marked(html, mark), inner);
}

/** Liquid that was typed by hand works as it does elsewhere; everything else is text. */
const typedText = (text: string): string =>
  text.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|[^{]+|\{/g, (found) =>
    found.startsWith('{{') || found.startsWith('{%') ? found : escapeHtml(found),
  );

function marked(html: string, mark: VisualNode): string {
  if (mark.type === 'link') {
    const link = linkOf(mark.attrs?.href);
    return link === null ? html : `<a href="${linkHtml(link)}" style="${STYLES.a}">${html}</a>`;
  }
  const tag = MARK_TAGS[textOf(mark.type)];
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}
