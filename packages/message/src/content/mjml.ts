// MJML to HTML: no file is read, no font is asked for from another host, faults come with their line.
import type { Compiled, ContentFault } from './compiled.js';
import { guardLiquid, LIQUID } from './liquid-guard.js';
import { createMjmlRoom, MJML_LIMIT_MS, type MjmlRoom } from './mjml-room.js';

/** The compiler's own default font is loaded from another host: a family of every system stands before it. */
const FONT = '<mj-attributes><mj-all font-family="Arial, Helvetica, sans-serif" /></mj-attributes>';

const DARK =
  '<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>';

const room = createMjmlRoom();

/** @param within where it is compiled; default: a thread of its own, bounded in time and memory */
export async function compileMjml(source: string, within: MjmlRoom = room): Promise<Compiled> {
  const faults = forbidden(source);
  if (faults.length > 0) return { html: null, faults };
  const guarded = guardLiquid(source);
  const answer = await within.compile(withHead(guarded.text));
  if ('stopped' in answer) return { html: null, faults: [fault(null, STOPPED[answer.stopped])] };
  if ('problem' in answer) {
    const words = answer.problem.split('\n')[0] ?? '';
    return { html: null, faults: [fault(lineOf(words), words)] };
  }
  const found = answer.errors.map(({ line, message, tagName }) => fault(line, `${message} (${tagName})`));
  if (found.length > 0) return { html: null, faults: found };
  const revealed = withLanguage(guarded.reveal(answer.html));
  const lost = lostLiquid(source, revealed);
  return lost.length > 0 ? { html: null, faults: lost } : { html: revealed, faults: [] };
}

const STOPPED: Readonly<Record<'too_long' | 'died', string>> = {
  too_long: `Compiling this MJML was stopped after ${MJML_LIMIT_MS / 1000} seconds. Nest it less deeply, or leave sections out.`,
  died: 'Compiling this MJML took more memory than is allowed, and was stopped. Nest it less deeply, or leave sections out.',
};

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
