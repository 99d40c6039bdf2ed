// Headers of a message that came back: each that must be there exactly once, one-click unsubscribe, what signatures cover.
import { judge, type WireCheck } from './wire-check.js';

export type HeaderFields = ReadonlyMap<string, readonly string[]>;

/** RFC 5322 section 3.6: twice is as wrong as not at all. */
const EXACTLY_ONE = ['from', 'to', 'subject', 'message-id', 'date'];
/** What receivers only believe when it is signed (RFC 8058 section 4, Gmail and Yahoo for senders of newsletters). */
const COVERED = ['from', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id', 'message-id'];

/** @param maySayHttp the sandbox has no certificate */
export function inspectHeaders(fields: HeaderFields, fromDomain: string, maySayHttp: boolean): WireCheck[] {
  return [exactlyOne(fields), oneClick(fields, maySayHttp), ...signatures(fields, fromDomain)];
}

function exactlyOne(fields: HeaderFields): WireCheck {
  const counts = EXACTLY_ONE.map((name) => [name, fields.get(name)?.length ?? 0] as const);
  const wrong = counts.filter(([, times]) => times !== 1).map(([name, times]) => `${name} ${times} times`);
  return judge(
    { id: 'headers', title: 'Headers that must be there once', wanted: `${EXACTLY_ONE.join(', ')}: each exactly once` },
    wrong.length === 0,
    wrong.length === 0 ? 'each of them once' : wrong.join(', '),
  );
}

function oneClick(fields: HeaderFields, maySayHttp: boolean): WireCheck {
  const links = (fields.get('list-unsubscribe') ?? []).map(contentOf);
  const posts = (fields.get('list-unsubscribe-post') ?? []).map(contentOf);
  const scheme = maySayHttp ? /^<https?:\/\/[^<>\s]+>/ : /^<https:\/\/[^<>\s]+>/;
  const isRight =
    links.length === 1 && scheme.test(links[0]!) && posts.length === 1 && posts[0] === 'List-Unsubscribe=One-Click';
  const link = links[0]?.startsWith('<http:')
    ? 'The link is not https: set DOORSTEP_PUBLIC_URL to an https address.'
    : undefined;
  return judge(
    { id: 'one_click', title: 'One-click unsubscribe (RFC 8058)', wanted: 'one https link and List-Unsubscribe-Post' },
    isRight,
    `${links.length} List-Unsubscribe, ${posts.length} List-Unsubscribe-Post`,
    link,
  );
}

function signatures(fields: HeaderFields, fromDomain: string): WireCheck[] {
  const all = (fields.get('dkim-signature') ?? []).map(contentOf);
  const missing = all.flatMap((signature) => {
    const names = tagOf(signature, 'h').toLowerCase().split(':');
    const not = COVERED.filter((name) => !names.includes(name));
    return names.filter((name) => name === 'from').length < 2 ? [...not, 'from (a second time)'] : not;
  });
  const domains = [...new Set(all.map((signature) => tagOf(signature, 'd').toLowerCase()))];
  const isAligned = domains.length > 0 && domains.every((domain) => domain === fromDomain.toLowerCase());
  return [
    judge(
      { id: 'signed_headers', title: 'What the signature covers', wanted: `${COVERED.join(', ')}; From twice` },
      all.length > 0 && missing.length === 0,
      all.length === 0
        ? 'no signature'
        : missing.length === 0
          ? 'all of them'
          : `not: ${[...new Set(missing)].join(', ')}`,
    ),
    judge(
      { id: 'alignment', title: 'The signature speaks for the sender', wanted: `d=${fromDomain}, the domain of From` },
      isAligned,
      domains.length === 0 ? 'no signature' : domains.map((domain) => `d=${domain}`).join(', '),
    ),
  ];
}

const contentOf = (field: string) =>
  field
    .slice(field.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .trim();

function tagOf(signature: string, name: string): string {
  const tag = signature.split(';').find((part) => part.split('=', 1)[0]?.trim() === name);
  return tag === undefined ? '' : tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '');
}
