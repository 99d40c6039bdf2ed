// A reply of a server as it is kept: whole, bounded, without signs that could do harm where it is shown.
import type { Reply } from '../report.js';

const MAX_SIGNS = 4096;
/** Nearly every reply is: nothing to take out, and every message has four of them. */
const HARMLESS = /^[\x20-\x7e\n]{0,4096}$/;

/**
 * Reads a reply of one or more lines (RFC 5321 §4.2.1); null when it does not begin with a code, or when its lines
 * carry different ones: nobody can say what such a reply means.
 * The enhanced code (RFC 3463) counts only where its class fits the reply's (RFC 2034 §4).
 *
 * @param text lines joined by line feeds, as they came
 */
export function readReply(text: string): Reply | null {
  const code = Number(/^([2-5]\d\d)(?=[ \-\r\n]|$)/.exec(text)?.[1] ?? 0);
  if (code === 0) return null;
  const isOneLine = !text.includes('\n');
  if (!isOneLine && text.split('\n').some((line) => /^\d{3}[ -]/.test(line) && Number(line.slice(0, 3)) !== code))
    return null;
  const enhanced = /^\d{3}[ -]([245])\.(\d{1,3})\.(\d{1,3})(?=[\s,:;.)\]-]|$)/m.exec(text);
  const fits = enhanced?.[1] === String(code)[0];
  return {
    code,
    enhancedCode: enhanced && fits ? `${enhanced[1]}.${enhanced[2]}.${enhanced[3]}` : null,
    text: cleanText(text),
  };
}

/** Line feeds stay; escape sequences, control signs, bidirectional overrides and lone surrogates go. */
export function cleanText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replace(/\u001b(\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])/g, '')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
    .toWellFormed()
    .slice(0, MAX_SIGNS);
}

/** The reply in one line, for a step. */
export function firstWords(text: string): string {
  const clean = cleanText(text);
  return (clean.includes('\n') ? clean.replaceAll('\n', ' ') : clean).slice(0, 500);
}
