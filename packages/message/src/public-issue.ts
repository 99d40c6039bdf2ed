// A campaign as anybody may read it in an archive: nobody's data in it, links of nobody, nothing that counts.
import { harmlessHtml } from './harmless-html.js';
import { htmlToText } from './plain-text.js';
import { type MergeValues, parseTemplate, type TemplateField } from './template.js';

export interface IssueSource {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
}

export interface IssueOptions {
  /** Stands where a message has the reader's own link to leave. */
  readonly unsubscribeUrl: string;
  readonly images: string;
  readonly imagePath: string;
}

export interface PublicIssue {
  /** One line of text. */
  readonly subject: string;
  /** One or two sentences of text: the preview text, else how it begins. */
  readonly summary: string;
  /** Harmless markup; null where there is text alone. */
  readonly html: string | null;
  readonly text: string;
}

const MOST_SUMMARY = 280;

/**
 * Every merge field is empty, so its fallback stands there; no footer is added, since nobody gets it by mail.
 *
 * @throws TemplateError when a part cannot be parsed: such a campaign is never started
 */
export function publicIssue(source: IssueSource, options: IssueOptions): PublicIssue {
  const values = Object.assign(Object.create(null) as Record<string, string>, {
    unsubscribe_url: options.unsubscribeUrl,
  });
  const subject = oneLine(filled('subject', source.subject, values));
  const html = source.html.trim() === '' ? null : harmlessHtml(filled('html', source.html, values), options);
  const text = html === null ? filled('text', source.text, values) : htmlToText(html);
  const preview = oneLine(filled('subject', source.previewText, values));
  return { subject, summary: preview === '' ? beginningOf(text) : preview, html, text };
}

const filled = (field: TemplateField, source: string, values: MergeValues): string =>
  parseTemplate(field, source)
    .parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values)))
    .join('');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function beginningOf(text: string): string {
  const line = oneLine(text.replace(/\[[^\]]*\]/g, ''));
  if (line.length <= MOST_SUMMARY) return line;
  const cut = line.slice(0, MOST_SUMMARY);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_SUMMARY - 40)).toWellFormed()}…`;
}
