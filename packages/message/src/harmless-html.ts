// HTML of a message as anybody may open it in a browser: what is known to be harmless stays, everything else goes.
import { Parser } from 'htmlparser2';
import { escapeHtml } from './liquid-engine.js';

const TAGS = new Set(
  (
    'a abbr address article b blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font footer ' +
    'h1 h2 h3 h4 h5 h6 header hr i img ins li mark ol p pre q s section small span strike strong sub sup table tbody td tfoot th thead time tr u ul'
  ).split(' '),
);
/** Their contents are no words of the message. */
const SILENT = new Set(
  'script style title head template noscript iframe object embed svg math audio video canvas select textarea button form'.split(
    ' ',
  ),
);
const VOID = new Set(['br', 'col', 'hr', 'img']);
const ATTRIBUTES = new Set(
  'align alt bgcolor border cellpadding cellspacing color colspan dir face height href lang role rowspan scope size span src start style title valign width'.split(
    ' ',
  ),
);
/** A page of ours has its own headings above. */
const LOWER: Readonly<Record<string, string>> = { h1: 'h2' };

export interface HarmlessOptions {
  /** Beginning of the addresses of images that are ours, with a slash at the end; all others are left out, their words stay. */
  readonly images: string;
  /** What stands before their file name on the page. */
  readonly imagePath: string;
}

/**
 * Keeps text, structure, links (http, https, mailto, tel) and images of ours. Scripts, forms, frames, style sheets, event
 * handlers, ids, remote images and every address in a style are gone. Everything is written anew, so that no parser can
 * read it otherwise.
 */
export function harmlessHtml(html: string, { images, imagePath }: HarmlessOptions): string {
  const out: string[] = [];
  const open: string[] = [];
  /** How deep it is in what stays silent. */
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (SILENT.has(name)) silent += 1;
        if (silent > 0 || !TAGS.has(name)) return;
        if (name === 'img') return void out.push(imageOf(attributes, { images, imagePath }));
        const tag = LOWER[name] ?? name;
        out.push(`<${tag}${attributesOf(name, attributes)}>`);
        if (!VOID.has(name)) open.push(tag);
      },
      ontext(text) {
        if (silent === 0) out.push(escapeHtml(text));
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        const tag = LOWER[name] ?? name;
        if (silent > 0 || VOID.has(name) || !open.includes(tag)) return;
        for (let last = open.pop(); last !== undefined; last = open.pop()) {
          out.push(`</${last}>`);
          if (last === tag) break;
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html);
  return (
    out.join('') +
    open
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('')
  );
}

function attributesOf(tag: string, attributes: Readonly<Record<string, string>>): string {
  const kept = Object.entries(attributes).flatMap(([name, value]) => {
    if (!ATTRIBUTES.has(name) || name === 'src' || name === 'alt') return [];
    if (name === 'href') return tag === 'a' ? [['href', safeHref(value)]] : [];
    if (name === 'role') return value === 'presentation' ? [[name, value]] : [];
    return [[name, name === 'style' ? safeStyle(value) : value]];
  });
  if (tag === 'a') kept.push(['rel', 'nofollow noopener noreferrer']);
  return kept.map(([name, value]) => ` ${name}="${escapeHtml(value!)}"`).join('');
}

function imageOf(attributes: Readonly<Record<string, string>>, { images, imagePath }: HarmlessOptions): string {
  const { src = '', alt = '' } = attributes;
  if (!src.startsWith(images) || !/^[\w.-]+$/.test(src.slice(images.length))) return escapeHtml(alt);
  const size = ['width', 'height'].flatMap((name) => {
    const value = attributes[name] ?? '';
    return /^\d{1,4}$/.test(value) ? [` ${name}="${value}"`] : [];
  });
  return `<img src="${escapeHtml(imagePath + src.slice(images.length))}" alt="${escapeHtml(alt)}"${size.join('')}>`;
}

function safeHref(value: string): string {
  const url = value.trim();
  return /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(url) ? url : '#';
}

/** Declarations that load nothing, lay nothing over our own parts, and hide no script in them. */
function safeStyle(style: string): string {
  return style
    .split(';')
    .filter((part) => /^[\s\w%#.,'"!()/-]+:[\s\w%#.,'"!()/-]+$/.test(part))
    .filter((part) => !/url\s*\(|expression|@|\\|position\s*:|z-index|behavior|binding|^\s*--/i.test(part))
    .join(';');
}
