// One reading of an address for every door it comes in by: import, form, API, command line.

export interface ParsedAddress {
  readonly isValid: true;
  /** The identity: local part and domain lower-cased, the domain as A-labels. Two spellings of one mailbox meet here. */
  readonly normalized: string;
  /** What RCPT TO carries: the local part as given, the domain as A-labels. */
  readonly spelling: string;
  /** Domain as A-labels, lower-cased. */
  readonly domainName: string;
}

export interface AddressFault {
  readonly isValid: false;
  /** Machine word: no_address, not_an_address, control_characters, local_part_too_long, domain_invalid, not_ascii, many_addresses. */
  readonly problem: string;
  /** Plain words for the person who gave it. */
  readonly reason: string;
  /** What she probably meant; null when nothing is near. */
  readonly suggestedFix: string | null;
}

const MAX_LOCAL = 64; // RFC 5321 §4.5.3.1.1
const MAX_ADDRESS = 254; // RFC 5321 §4.5.3.1.3, without the brackets
const ATEXT = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads one address as a person types it: `Ada@Example.org`, `<ada@example.org>`, `mailto:ada@example.org`.
 *
 * Local parts are dot-atoms (RFC 5322 §3.2.3): quoted ones and non-ASCII ones (RFC 6531) are refused with words of
 * their own rather than sent and lost. Local parts are compared without case, since no provider tells them apart.
 */
export function parseAddress(text: string): ParsedAddress | AddressFault {
  const given = text.trim();
  if (given === '') return fault('no_address', 'There is no address here.');
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(given))
    return fault('control_characters', 'The address has a line break or another control character in it.');
  const bare = given
    .replace(/^mailto:/i, '')
    .replace(/^[^<>]*<([^<>]*)>$/, '$1')
    .trim();
  const at = bare.lastIndexOf('@');
  if (at < 1 || at === bare.length - 1)
    return fault('not_an_address', 'An address needs a name, an @ and a domain: ada@example.org.');
  if (/[,;]/.test(bare) || bare.indexOf('@') !== at)
    return fault('many_addresses', 'More than one address stands here. Give each its own row.');
  return readParts(bare.slice(0, at), bare.slice(at + 1));
}

function readParts(local: string, domain: string): ParsedAddress | AddressFault {
  if (/\s/.test(local + domain))
    return fault('not_an_address', 'The address has a blank in it.', withoutBlanks(local, domain));
  if (/[^\x20-\x7e]/.test(local))
    return fault('not_ascii', 'The part before the @ has letters outside of a-z. Doorstep cannot send to it yet.');
  if (local.length > MAX_LOCAL) return fault('local_part_too_long', 'The part before the @ is longer than 64 signs.');
  if (!ATEXT.test(local)) return fault('not_an_address', faultOfLocal(local), mendedLocal(local, domain));
  const domainName = toAsciiDomain(domain);
  if (domainName === null) return fault('domain_invalid', `"${shown(domain)}" is not a domain that can have mail.`);
  const spelling = `${local}@${domainName}`;
  if (spelling.length > MAX_ADDRESS) return fault('not_an_address', 'The address is longer than 254 signs.');
  return { isValid: true, normalized: spelling.toLowerCase(), spelling, domainName };
}

/**
 * A domain as lower-case A-labels (RFC 5891), without a final dot; null when it cannot have mail (an IP address, one
 * label, a label with signs DNS names may not have).
 */
export function toAsciiDomain(domain: string): string | null {
  const bare = domain.trim().replace(/\.$/, '');
  if (bare === '' || /[^\p{L}\p{M}\p{N}.\-\u3002]/u.test(bare)) return null;
  let ascii: string;
  try {
    ascii = new URL(`http://${bare}/`).hostname;
  } catch {
    return null; // not a host name by the URL standard either (UTS 46)
  }
  const labels = ascii.split('.');
  if (labels.length < 2 || ascii.length > 253 || !labels.every((label) => LABEL.test(label))) return null;
  return /^\d+$/.test(labels.at(-1) ?? '') ? null : ascii;
}

function fault(problem: string, reason: string, suggestedFix: string | null = null): AddressFault {
  return { isValid: false, problem, reason, suggestedFix };
}

function faultOfLocal(local: string): string {
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return 'A dot may not stand at the beginning or end of the part before the @, nor twice in a row.';
  return `The part before the @ has a sign that may not stand there: "${shown(local)}".`;
}

function withoutBlanks(local: string, domain: string): string | null {
  const fix = `${local}@${domain}`.replace(/\s+/g, '');
  return parseAddress(fix).isValid ? fix : null;
}

function mendedLocal(local: string, domain: string): string | null {
  const fix = `${local.replace(/\.{2,}/g, '.').replace(/^\.|\.$/g, '')}@${domain}`;
  return fix !== `${local}@${domain}` && parseAddress(fix).isValid ? fix : null;
}

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
