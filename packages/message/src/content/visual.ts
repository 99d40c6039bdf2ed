// The document of the visual editor to a message: every node is known and written by us, nothing is passed through.
import { escapeHtml } from '../liquid-engine.js';
import type { Compiled, ContentFault } from './compiled.js';
import { BUTTON, onSheet, STYLES } from './mail-look.js';
import { childrenOf, inlineHtml, linkHtml, linkOf, textOf, type VisualNode } from './visual-inline.js';

/** Deeper than anybody writes; a document that a program made must not exhaust the stack. */
const MAX_DEPTH = 30;
const SHEET_WIDTH = 552;

type Write = (node: VisualNode, depth: number, faults: ContentFault[]) => string;

/** @param source the JSON of a document: `{"type":"doc","content":[…]}` */
export function compileVisual(source: string): Compiled {
  if (source.trim() === '') return { html: '', faults: [] };
  const doc = read(source);
  if (doc === null) return { html: null, faults: [{ line: null, words: 'This is no document of the visual editor.' }] };
  const faults: ContentFault[] = [];
  const body = blocks(doc, 0, faults);
  if (faults.length > 0) return { html: null, faults };
  return { html: body.trim() === '' ? '' : onSheet(body), faults };
}

function read(source: string): VisualNode | null {
  try {
    const doc = JSON.parse(source) as VisualNode | null;
    return doc !== null && typeof doc === 'object' && doc.type === 'doc' ? doc : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function blocks(node: VisualNode, depth: number, faults: ContentFault[]): string {
  if (depth > MAX_DEPTH) {
    faults.push({ line: null, words: 'The content is nested too deeply.' });
    return '';
  }
  return childrenOf(node)
    .map((child) => {
      const write = WRITERS[textOf(child.type)];
      if (write !== undefined) return write(child, depth + 1, faults);
      faults.push({ line: null, words: `The editor knows no part called “${textOf(child.type).slice(0, 40)}”.` });
      return '';
    })
    .join('\n');
}

const aligned = (style: string, attrs: VisualNode['attrs']): string => {
  const align = attrs?.textAlign;
  return align === 'center' || align === 'right' ? `${style};text-align:${align}` : style;
};

const within =
  (tag: string): Write =>
  (node, depth, faults) =>
    `<${tag} style="${STYLES[tag]}">${blocks(node, depth, faults)}</${tag}>`;

const WRITERS: Readonly<Record<string, Write>> = {
  paragraph: (node) => `<p style="${aligned(STYLES.p!, node.attrs)}">${inlineHtml(childrenOf(node)) || '&nbsp;'}</p>`,
  heading: (node) => {
    const level = Math.min(3, Math.max(1, Number(node.attrs?.level) || 1));
    return `<h${level} style="${aligned(STYLES[`h${level}`]!, node.attrs)}">${inlineHtml(childrenOf(node))}</h${level}>`;
  },
  bulletList: within('ul'),
  orderedList: within('ol'),
  listItem: within('li'),
  blockquote: within('blockquote'),
  codeBlock: (node) => `<pre style="${STYLES.pre}">${inlineHtml(childrenOf(node))}</pre>`,
  horizontalRule: () => `<hr style="${STYLES.hr}">`,
  image,
  button,
  columns: (node, depth, faults) => {
    const cells = childrenOf(node).filter(({ type }) => type === 'column');
    const width = Math.floor(100 / Math.max(1, cells.length));
    const written = cells.map(
      (cell, at) =>
        `<td class="ds-column" width="${width}%" valign="top" style="padding:0 ${at < cells.length - 1 ? 12 : 0}px 0 ${at > 0 ? 12 : 0}px">${blocks(cell, depth, faults)}</td>`,
    );
    return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${written.join('')}</tr></table>`;
  },
};

function image({ attrs }: VisualNode): string {
  const src = linkOf(attrs?.src);
  if (src === null || !/^https?:/i.test(src)) return '';
  const width = Math.min(SHEET_WIDTH, Number(attrs?.width) || SHEET_WIDTH);
  const alt = escapeHtml(textOf(attrs?.alt));
  const picture = `<img src="${linkHtml(src)}" alt="${alt}" width="${width}" style="${STYLES.img}">`;
  const href = linkOf(attrs?.href);
  return `<p style="${STYLES.p}">${href === null ? picture : `<a href="${linkHtml(href)}">${picture}</a>`}</p>`;
}

/** One without an address is written too: the check says that it leads nowhere. */
function button({ attrs }: VisualNode): string {
  const href = linkOf(attrs?.href);
  const label = escapeHtml(textOf(attrs?.label).trim() || 'Read on');
  return `<p style="${STYLES.p}"><a class="ds-button" href="${href === null ? '' : linkHtml(href)}" style="${BUTTON}">${label}</a></p>`;
}
