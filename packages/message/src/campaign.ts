// A campaign compiled once, then composed per recipient by splicing values into parts that are encoded already.
import { createHash, hash } from 'node:crypto';
import { type BodyPart, compileBody } from './body-part.js';
import { withPreviewText } from './content/mail-look.js';
import { CLICK_SLOT, findLinks, OPEN_SLOT, withCountedLinks } from './counted-links.js';
import { canonicalFields, canonicalHeader, relaxedBody } from './dkim-canonical.js';
import type { CanonicalFields, DkimSigner } from './dkim-signer.js';
import { type CampaignSource, fixedHeaders, RECIPIENT_FIELDS, type Recipient, recipientHeaders } from './headers.js';
import { LineBuffer, type Lines, linesOf, wireOf } from './lines.js';
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
  /**
   * Composes and signs with every signer: what `sign` of each makes of `compose`, at less than half of the cost beside
   * the signatures themselves, since literal text is made canonical once for all recipients. ASCII in whole lines with
   * CRLF ends, none of which begins with a dot: ready for DATA as it is (RFC 5321 section 4.5.2).
   *
   * @throws TypeError as `compose`; Error when there is no signer: nothing is sent unsigned
   */
  composeSigned(recipient: Recipient, signers: readonly DkimSigner[]): Uint8Array;
  /** Merge fields the templates read, without name, address and unsubscribe_url. */
  readonly usesFields: string[];
}

/** Merge names that every recipient has; fields of the same key are hidden by them. */
export const BUILT_IN_NAMES: readonly string[] = ['name', 'address', 'unsubscribe_url', CLICK_SLOT, OPEN_SLOT];

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
  const frame = frameOf(boundary, bodies);
  const writeSubject = subjectOf(subject);
  const fixedFields = canonicalFields(headers.before + headers.after + frame.contentHeaders.slice(0, -2));
  const ownHeaders = (recipient: Recipient, values: MergeValues) => recipientHeaders(recipient, writeSubject(values));
  const headAround = (own: readonly string[]) =>
    `${headers.before}${own.join('')}${headers.after}${frame.contentHeaders}\r\n`;
  const bodyOf = (values: MergeValues): Lines[] => {
    const lines: Lines[] = [];
    for (const [at, body] of bodies.entries()) {
      lines.push(frame.before[at]!);
      body.fill(values, lines);
    }
    lines.push(frame.closing);
    return lines;
  };
  return {
    usesFields: [...names].filter((name) => !BUILT_IN_NAMES.includes(name)),
    compose(recipient) {
      const values = mergeValues(recipient);
      const head = headAround(ownHeaders(recipient, values));
      return Buffer.concat([Buffer.from(head, 'latin1'), wireOf(bodyOf(values))]);
    },
    composeSigned(recipient, signers) {
      if (signers.length === 0) throw new Error('There is no DKIM key, and nothing is sent unsigned.');
      const values = mergeValues(recipient);
      const own = ownHeaders(recipient, values);
      const body = bodyOf(values);
      const fields: CanonicalFields = { get: (name) => fixedFields.get(name) ?? canonicalOwn(own, name) };
      const bodyHash = hashOf(body, bodies.length > 1);
      let head = headAround(own);
      for (const signer of signers) head = signer.signatureFor(fields, bodyHash) + head;
      together.clear().addText(head);
      for (const { wire } of body) together.add(wire);
      return Buffer.from(together.view());
    },
  };
}

/** No header is both of the campaign and of the recipient. */
function canonicalOwn(own: readonly string[], name: string): [string] | undefined {
  const at = (RECIPIENT_FIELDS as readonly string[]).indexOf(name);
  return at === -1 ? undefined : [canonicalHeader(own[at]!)];
}

/** Of the message that is being put together. */
const together = new LineBuffer();

/** Canonical lines make a canonical body, but for empty lines at its end: a multipart body ends with its boundary. */
function hashOf(body: readonly Lines[], isMultipart: boolean): string {
  together.clear();
  for (const { canonical } of body) together.add(canonical);
  return hash('sha256', isMultipart ? together.view() : relaxedBody(together.view()), 'base64');
}

/** Both bodies as they are filled in for each recipient. */
export function parseBodies(source: CampaignSource): {
  html: readonly Part[] | null;
  text: readonly Part[];
  names: Set<string>;
} {
  const html = source.html.trim() === '' ? null : parseHtml(source.html);
  const text = source.text.trim() === '' && html !== null ? null : parseText(source.text);
  // The text part is made from what the author wrote: whoever reads it sees where a link leads.
  const written = source.isCounted
    ? withCountedLinks(source.html, source.countedLinks ?? findLinks(source.html))
    : source.html;
  const linked = html !== null && source.isCounted ? parseHtml(written) : html;
  const shown = linked === null ? null : withPreview(linked, { ...source, html: written });
  const names = new Set([...(shown?.names.keys() ?? []), ...(text?.names.keys() ?? [])]);
  return { html: shown?.parts ?? null, text: text?.parts ?? textFromHtml(html!), names };
}

function parseHtml(source: string): ParsedTemplate {
  const written = parseTemplate('html', source);
  if (written.alwaysLinksUnsubscribe) return written;
  const mended = parseTemplate('html', withHtmlFooter(source));
  // The last </body> can sit in a comment or a condition; after everything the link always shows.
  return mended.alwaysLinksUnsubscribe ? mended : parseTemplate('html', withHtmlFooter(`${source}</body>`));
}

/** The text part is made without it: there it would stand twice. */
function withPreview(html: ParsedTemplate, { html: written, previewText = '' }: CampaignSource): ParsedTemplate {
  return previewText.trim() === '' ? html : parseHtml(withPreviewText(written, previewText));
}

function parseText(source: string): ParsedTemplate {
  const written = parseTemplate('text', source);
  return written.alwaysLinksUnsubscribe ? written : parseTemplate('text', withTextFooter(source));
}

interface Frame {
  /** Content-Type and what goes with it, each line ended with CRLF. */
  readonly contentHeaders: string;
  /** What stands before each body. */
  readonly before: readonly Lines[];
  readonly closing: Lines;
}

function frameOf(boundary: string, bodies: readonly BodyPart[]): Frame {
  const nothing = linesOf('');
  if (bodies.length === 1) return { contentHeaders: bodies[0]!.headers, before: [nothing], closing: nothing };
  return {
    contentHeaders: `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n`,
    before: bodies.map(({ headers }) => linesOf(`--${boundary}\r\n${headers}\r\n`)),
    closing: linesOf(`--${boundary}--\r\n`),
  };
}

function subjectOf(subject: ParsedTemplate): (values: MergeValues) => string {
  return (values) => subject.parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');
}

export function mergeValues(recipient: Recipient): MergeValues {
  return Object.assign(Object.create(null) as Record<string, string>, recipient.fields, {
    name: recipient.name ?? '',
    address: recipient.address,
    unsubscribe_url: recipient.unsubscribeUrl,
    [CLICK_SLOT]: recipient.counting?.clickUrl ?? '',
    [OPEN_SLOT]: recipient.counting?.openUrl ?? '',
  });
}
