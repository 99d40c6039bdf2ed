// A campaign compiled once, then composed per recipient by splicing values into parts that are encoded already.
import { createHash } from 'node:crypto';
import { type BodyPart, compileBody } from './body-part.js';
import { type CampaignSource, fixedHeaders, type Recipient, recipientHeaders } from './headers.js';
import { textFromHtml } from './plain-text.js';
import { type MergeValues, type ParsedTemplate, type Part, parseTemplate } from './template.js';
import { withHtmlFooter, withTextFooter } from './unsubscribe-footer.js';

export interface CompiledCampaign {
  /**
   * Composes the message of one recipient: CRLF, unsigned, not dot-stuffed (delivery does that).
   *
   * @throws TypeError on an address, a message id or a link that could break out of its header: a bug of the caller
   */
  compose(recipient: Recipient): Uint8Array;
  /** Merge fields the templates read, without name, address and unsubscribe_url. */
  readonly usesFields: string[];
}

/** Merge names that every recipient has; fields of the same key are hidden by them. */
export const BUILT_IN_NAMES: readonly string[] = ['name', 'address', 'unsubscribe_url'];

/**
 * Compiles a campaign to multipart/alternative (or text/plain when there is no HTML).
 * The text part is made from the HTML when `text` is empty; a part without the unsubscribe link gets one at its end.
 *
 * @throws TemplateError when subject, html or text can not be parsed
 */
export function compileCampaign(source: CampaignSource): CompiledCampaign {
  const subject = parseTemplate('subject', source.subject);
  const { html, text, names } = parseBodies(source);
  for (const name of subject.names.keys()) names.add(name);
  const headers = fixedHeaders(source);
  const bodies = html === null ? [compileBody('plain', text)] : [compileBody('plain', text), compileBody('html', html)];
  const boundary = `=_doorstep_${createHash('sha256').update(source.campaignId).digest('hex').slice(0, 24)}`;
  const [opening, between, closing] = frame(boundary, bodies);
  const writeSubject = subjectOf(subject);
  return {
    usesFields: [...names].filter((name) => !BUILT_IN_NAMES.includes(name)),
    compose(recipient) {
      const values = mergeValues(recipient);
      const head = headers.before + recipientHeaders(recipient, writeSubject(values)) + headers.after + opening;
      const chunks: Uint8Array[] = [Buffer.from(head, 'latin1')];
      for (const [at, body] of bodies.entries()) {
        if (at > 0) chunks.push(between);
        body.write(chunks, values);
      }
      chunks.push(closing);
      return Buffer.concat(chunks);
    },
  };
}

function parseBodies(source: CampaignSource): {
  html: readonly Part[] | null;
  text: readonly Part[];
  names: Set<string>;
} {
  const html = source.html.trim() === '' ? null : parseHtml(source.html);
  const text = source.text.trim() === '' && html !== null ? null : parseText(source.text);
  const names = new Set([...(html?.names.keys() ?? []), ...(text?.names.keys() ?? [])]);
  return { html: html?.parts ?? null, text: text?.parts ?? textFromHtml(html!), names };
}

function parseHtml(source: string): ParsedTemplate {
  const written = parseTemplate('html', source);
  if (written.alwaysLinksUnsubscribe) return written;
  const mended = parseTemplate('html', withHtmlFooter(source));
  // The last </body> can sit in a comment or a condition; after everything the link always shows.
  return mended.alwaysLinksUnsubscribe ? mended : parseTemplate('html', withHtmlFooter(`${source}</body>`));
}

function parseText(source: string): ParsedTemplate {
  const written = parseTemplate('text', source);
  return written.alwaysLinksUnsubscribe ? written : parseTemplate('text', withTextFooter(source));
}

function frame(boundary: string, bodies: readonly BodyPart[]): [string, Uint8Array, Uint8Array] {
  const [first, second] = bodies;
  if (second === undefined) return [`${first!.headers}\r\n`, Buffer.alloc(0), Buffer.alloc(0)];
  const opening = `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n--${boundary}\r\n${first!.headers}\r\n`;
  return [
    opening,
    Buffer.from(`--${boundary}\r\n${second.headers}\r\n`, 'latin1'),
    Buffer.from(`--${boundary}--\r\n`, 'latin1'),
  ];
}

function subjectOf(subject: ParsedTemplate): (values: MergeValues) => string {
  return (values) => subject.parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
}

function mergeValues(recipient: Recipient): MergeValues {
  return Object.assign(Object.create(null) as Record<string, string>, recipient.fields, {
    name: recipient.name ?? '',
    address: recipient.address,
    unsubscribe_url: recipient.unsubscribeUrl,
  });
}
