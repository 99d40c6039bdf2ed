// MJML to HTML: no file is read, no font is asked for from another host, faults come with their line.
/// <reference path="./mjml.d.ts" />
import mjml2html from 'mjml';
import type { Compiled, ContentFault } from './compiled.js';
import { guardLiquid, LIQUID } from './liquid-guard.js';

/** The compiler's own default font is loaded from another host: a family of every system stands before it. */
const FONT = '<mj-attributes><mj-all font-family="Arial, Helvetica, sans-serif" /></mj-attributes>';

const DARK =
  '<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>';

export async function compileMjml(source: string): Promise<Compiled> {
  const faults = forbidden(source);
  if (faults.length > 0) return { html: null, faults };
  const guarded = guardLiquid(source);
  try {
    const { html, errors } = await mjml2html(withHead(guarded.text), {
      validationLevel: 'soft',
      keepComments: true,
      ignoreIncludes: true,
      // No list of fonts to look names up in: nothing is linked that the author did not link.
      fonts: {},
    });
    const found = errors.map(({ line, message, tagName }) => fault(line, `${message} (${tagName})`));
    if (found.length > 0) return { html: null, faults: found };
    const revealed = withLanguage(guarded.reveal(html));
    const lost = lostLiquid(source, revealed);
    return lost.length > 0 ? { html: null, faults: lost } : { html: revealed, faults: [] };
  } catch (error) {
    const words = (error as Error).message.split('\n')[0] ?? '';
    return { html: null, faults: [fault(lineOf(words), words)] };
  }
}

function forbidden(source: string): ContentFault[] {
  if (source.trim() !== '' && !/<mjml[\s>]/i.test(source)) return [fault(1, 'MJML begins with <mjml>.')];
  return source
    .split('\n')
    .flatMap((text, at) =>
      /<mj-include\b/i.test(text) ? [fault(at + 1, 'mj-include reads files of the server, which is not allowed.')] : [],
    );
}

/** Text straight in a section or the body is dropped by the compiler: a condition that stood there must not vanish. */
function lostLiquid(source: string, html: string): ContentFault[] {
  const withoutComments = source.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...withoutComments.matchAll(LIQUID)].flatMap(({ 0: piece, index }) => {
    if (html.includes(piece)) return [];
    const line = withoutComments.slice(0, index).split('\n').length;
    return [
      fault(line, `${piece} stands where MJML takes no text. Put it into <mj-text>, or <mj-raw> around sections.`),
    ];
  });
}

/** On one line with `<mjml>`, so that the lines of faults stay those of the author. */
function withHead(source: string): string {
  if (/<mj-head[\s>]/i.test(source)) return source.replace(/<mj-head[^>]*>/i, (head) => `${head}${FONT}${DARK}`);
  return source.replace(/<mjml[^>]*>/i, (root) => `${root}<mj-head>${FONT}${DARK}</mj-head>`);
}

/** Unset languages come out as `und`, which says nothing. */
const withLanguage = (html: string): string => html.replace(' lang="und"', '');

const lineOf = (words: string): number | null => {
  const line = /\bline:? (\d+)/i.exec(words)?.[1];
  return line === undefined ? null : Number(line);
};

const fault = (line: number | null | undefined, words: string): ContentFault => ({ line: line ?? null, words });
