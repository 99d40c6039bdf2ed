// What a reader or a filter would stumble over: links that lead nowhere, images without words, subjects that shout.
import type { TemplateFinding, TemplateSource } from '../check-template.js';
import { htmlToText } from '../plain-text.js';
import { withoutLiquid } from './liquid-guard.js';

const MAX_NAMED = 5;
const LONG_SUBJECT = 78;
const SHORT_SUBJECT = 10;
/** A message with images and fewer letters than this shows nothing to those who load none. */
const FEW_LETTERS = 80;
const SHOUTING_LETTERS = 12;

type Place = Pick<TemplateFinding, 'field' | 'line'>;

/** Links in order, with the line each stands in; a link that begins with a merge field is left to the reader's value. */
function links(html: string): { href: string; line: number }[] {
  const found = html.matchAll(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi);
  return [...found].flatMap(({ 0: whole, 1: double, 2: single, index }) => {
    const href = (double ?? single ?? '').trim();
    if (/^\{[{%]/.test(href)) return [];
    return [{ href: href.replaceAll('&amp;', '&'), line: lineAt(html, index + whole.length) }];
  });
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** RFC 2606 section 3 and what people type when they mean to come back. */
export function isPlaceholder(href: string): boolean {
  if (href === '' || href === '#' || /^https?:\/*$/i.test(href)) return true;
  if (/\b(todo|fixme|xxx+|insert[-_ ]?(link|url)|your[-_]?(link|url|domain))\b/i.test(href)) return true;
  if (/[<>[\]]|\u2026|\.\.\.$/.test(href)) return true;
  return /^https?:\/\/(www\.)?(example(\.(com|org|net))?|localhost|yourdomain\.\w+|domain\.tld)([/:?#]|$)/i.test(href);
}

const problem = (code: string, words: string, place: Place): TemplateFinding => ({
  kind: 'problem',
  code,
  words,
  ...place,
});
const advice = (code: string, words: string, place: Place): TemplateFinding => ({
  kind: 'advice',
  code,
  words,
  ...place,
});

export function contentFindings(source: TemplateSource): TemplateFinding[] {
  return [...linkFindings(source.html), ...imageFindings(source.html), ...subjectFindings(source.subject)];
}

function linkFindings(html: string): TemplateFinding[] {
  const all = links(html);
  const unfinished = all.filter(({ href }) => isPlaceholder(href));
  const plain = all.filter(({ href }) => /^http:/i.test(href) && !isPlaceholder(href));
  const relative = all.filter(({ href }) => !/^([a-z][a-z0-9+.-]*:|#.)/i.test(href) && !isPlaceholder(href));
  return [
    ...unfinished.slice(0, MAX_NAMED).map(({ href, line }) => {
      const words =
        href === '' || href === '#'
          ? 'A link or button leads nowhere yet.'
          : `The link ${shown(href)} is not finished.`;
      return problem('placeholder_link', words, { field: 'html', line });
    }),
    ...relative.slice(0, MAX_NAMED).map(({ href, line }) => {
      const words = `The link ${shown(href)} names no host. In a message it leads nowhere: write the whole address.`;
      return problem('relative_link', words, { field: 'html', line });
    }),
    ...plain.slice(0, 1).map(({ href, line }) => {
      const others = plain.length > 1 ? ` So do ${plain.length - 1} more.` : '';
      return advice('link_not_https', `The link ${shown(href)} begins with http, not https.${others}`, {
        field: 'html',
        line,
      });
    }),
  ];
}

function imageFindings(html: string): TemplateFinding[] {
  const images = [...html.matchAll(/<img\b[^>]*>/gi)];
  const nameless = images.filter(
    ([tag]) =>
      !/\balt\s*=\s*("[^"]*\S[^"]*"|'[^']*\S[^']*')/i.test(tag) && !/\b(width|height)\s*=\s*["']?1["'\s>]/i.test(tag),
  );
  const inlined = images.filter(([tag]) => /\bsrc\s*=\s*["']?data:/i.test(tag));
  const findings: TemplateFinding[] = [];
  const [first] = nameless;
  if (first !== undefined) {
    const words = `${nameless.length === 1 ? 'An image has' : `${nameless.length} images have`} no words for those who do not see it. Say what it shows.`;
    findings.push(advice('no_alt', words, { field: 'html', line: lineAt(html, first.index) }));
  }
  if (inlined[0] !== undefined) {
    const words = 'An image stands in the message itself (data:). Gmail and Outlook do not show it: upload it instead.';
    findings.push(advice('data_image', words, { field: 'html', line: lineAt(html, inlined[0].index) }));
  }
  if (images.length > 0 && lettersOf(html) < FEW_LETTERS) {
    const words =
      'The message is hardly more than images. Filters distrust that, and many readers load none: write its point in words.';
    findings.push(advice('image_only', words, { field: 'html', line: null }));
  }
  return findings;
}

const lettersOf = (html: string): number => htmlToText(withoutLiquid(html)).replace(/\[[^\]]*\]|[^\p{L}]/gu, '').length;

function subjectFindings(subject: string): TemplateFinding[] {
  const words = withoutLiquid(subject, 'Ada').trim();
  const place: Place = { field: 'subject', line: null };
  if (words === '') return [];
  const findings: TemplateFinding[] = [];
  const length = [...words].length;
  if (length > LONG_SUBJECT)
    findings.push(
      advice(
        'long_subject',
        `The subject has ${length} signs. Most programs cut it off after ${LONG_SUBJECT}, telephones after about 40.`,
        place,
      ),
    );
  if (length < SHORT_SUBJECT)
    findings.push(
      advice('short_subject', `The subject has only ${length} signs. Say what the message is about.`, place),
    );
  const letters = words.replace(/[^\p{L}]/gu, '');
  if (letters.length >= SHOUTING_LETTERS && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    findings.push(
      advice('shouting', 'The subject is all capitals. Filters and readers take that for advertising.', place),
    );
  if (/!{2,}|\${2,}|€{2,}/.test(words))
    findings.push(
      advice('shouting', 'The subject has several “!” or “$” in a row. Filters take that for advertising.', place),
    );
  if (/^(re|fwd?|aw|wg):/i.test(words))
    findings.push(advice('false_answer', 'The subject begins like an answer that nobody asked for.', place));
  return findings;
}

const shown = (href: string): string => (href.length > 80 ? `${href.slice(0, 79)}…` : href);
