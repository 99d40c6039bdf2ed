// What is wrong with a template, told before sending: unknown fields, unclosed tags, unknown filters, empty parts.
import { BUILT_IN_NAMES } from './campaign.js';
import { type ParsedTemplate, parseTemplate, TemplateError, type TemplateField } from './template.js';

export interface TemplateFinding {
  /** A problem keeps the campaign from starting; advice does not. */
  readonly kind: 'problem' | 'advice';
  readonly code: string;
  readonly field: TemplateField;
  /** From 1; null when the finding is about the whole field. */
  readonly line: number | null;
  readonly words: string;
}

export interface TemplateSource {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Gmail shows no more than this of an HTML part. */
const GMAIL_CLIP_BYTES = 102_000;

/** @param knownFields keys of the subscriber fields that exist; name, address and unsubscribe_url are always known */
export function checkTemplate(source: TemplateSource, knownFields: string[]): TemplateFinding[] {
  const known = new Set([...BUILT_IN_NAMES, ...knownFields]);
  const findings: TemplateFinding[] = [];
  const fields: TemplateField[] = ['subject', 'html', 'text'];
  for (const field of fields) {
    const parsed = parseOrReport(field, source[field], findings);
    if (parsed === null) continue;
    findings.push(...unknownNames(field, parsed, known));
    findings.push(...linkAdvice(field, source[field], parsed));
  }
  return [...findings, ...aboutContent(source)];
}

function parseOrReport(field: TemplateField, text: string, findings: TemplateFinding[]): ParsedTemplate | null {
  try {
    return parseTemplate(field, text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.push({
      kind: 'problem',
      code: codeOf(error.detail),
      field,
      line: error.line,
      words: `Line ${error.line}, column ${error.column}: ${error.detail}`,
    });
    return null;
  }
}

function codeOf(detail: string): string {
  if (/not closed/.test(detail)) return 'unclosed_tag';
  if (/undefined filter/.test(detail)) return 'unknown_filter';
  if (/tag ".*" not found/.test(detail)) return 'unknown_tag';
  return 'syntax';
}

function unknownNames(field: TemplateField, parsed: ParsedTemplate, known: Set<string>): TemplateFinding[] {
  return [...parsed.names]
    .filter(([name]) => !known.has(name))
    .map(([name, line]) => ({
      kind: 'problem' as const,
      code: 'unknown_field',
      field,
      line,
      words: `Line ${line}: no subscriber field is called "${name}". It would stay empty for everybody.`,
    }));
}

function linkAdvice(field: TemplateField, text: string, parsed: ParsedTemplate): TemplateFinding[] {
  if (field === 'subject' || text.trim() === '' || parsed.alwaysLinksUnsubscribe) return [];
  const words = parsed.names.has('unsubscribe_url')
    ? 'The unsubscribe link stands in a condition or a comment, so not everybody would see it. A footer with it is added.'
    : 'There is no {{ unsubscribe_url }}. A footer with the unsubscribe link is added at the end.';
  return [{ kind: 'advice', code: 'no_unsubscribe_link', field, line: null, words }];
}

function aboutContent({ subject, html, text }: TemplateSource): TemplateFinding[] {
  const findings: TemplateFinding[] = [];
  if (subject.trim() === '') {
    findings.push({
      kind: 'problem',
      code: 'empty_subject',
      field: 'subject',
      line: null,
      words: 'The subject is empty.',
    });
  }
  if (html.trim() === '' && text.trim() === '') {
    findings.push({
      kind: 'problem',
      code: 'empty_body',
      field: 'html',
      line: null,
      words: 'The message has no content.',
    });
  }
  if (Buffer.byteLength(html) > GMAIL_CLIP_BYTES) {
    const words =
      'The HTML is larger than 102 kB. Gmail cuts it off there and hides the rest, the unsubscribe link too.';
    findings.push({ kind: 'advice', code: 'clipped_by_gmail', field: 'html', line: null, words });
  }
  return findings;
}
