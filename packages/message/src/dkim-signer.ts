// DKIM signature (RFC 6376) with relaxed/relaxed canonicalisation over a key that is loaded once.
import { createHash, sign as cryptoSign, hash } from 'node:crypto';
import { canonicalFields, canonicalHeader, relaxedBody, splitMessage } from './dkim-canonical.js';
import { type DkimAlgorithm, loadDkimKey } from './dkim-key.js';

export interface DkimSigner {
  /**
   * Returns the signature header followed by the message.
   *
   * @param message with CRLF line ends
   * @throws Error when the message has no From or no end of header: it is never sent unsigned
   */
  sign(message: Uint8Array): Uint8Array;
  /**
   * The signature header alone, with its line end.
   *
   * @param fields canonical header fields by lower-case name, as `canonicalFields` gives them
   * @param bodyHash SHA-256 of the canonical body, base64
   */
  signatureFor(fields: CanonicalFields, bodyHash: string): string;
}

/** Of one name in the order in which they stand in the message. */
export interface CanonicalFields {
  get(name: string): readonly string[] | undefined;
}

/** RFC 6376 section 5.4, and what RFC 8058 section 4 and the large providers ask for. */
const SIGNED_HEADERS = [
  ...['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'mime-version', 'content-type'],
  ...['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id', 'x-doorstep-campaign'],
];

/** Signed once more than it occurs, so that no second one can be put in front (RFC 6376 section 8.15). */
const OVERSIGNED_HEADERS = ['from', 'to', 'subject', 'date', 'list-unsubscribe', 'list-unsubscribe-post'];

/**
 * Makes a signer for one domain and selector.
 *
 * @throws Error when the key can not be read, does not fit the algorithm, or domain or selector are no host names
 */
export function createDkimSigner(options: {
  domain: string;
  selector: string;
  privateKeyPem: string;
  algorithm: DkimAlgorithm;
}): DkimSigner {
  const { domain, selector, algorithm } = options;
  for (const [what, value] of Object.entries({ domain, selector })) {
    if (!/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(value) || value.length > 253) {
      throw new Error(`The DKIM ${what} is not a host name.`);
    }
  }
  const key = loadDkimKey(options.privateKeyPem, algorithm);
  const signText = (text: string): string => {
    const octets = Buffer.from(text, 'latin1');
    // RFC 8463 section 3: Ed25519 signs the SHA-256 hash of the data.
    return algorithm === 'rsa-sha256'
      ? cryptoSign('sha256', octets, key).toString('base64')
      : cryptoSign(null, createHash('sha256').update(octets).digest(), key).toString('base64');
  };
  signText('a key that can not sign must be found here, not at the first message');

  const signatureFor = (fields: CanonicalFields, bodyHash: string): string => {
    const { names, canonical } = selectHeaders(fields);
    const unsigned =
      `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain};\r\n s=${selector};\r\n` +
      ` h=${names.join(':\r\n  ')};\r\n bh=${bodyHash};\r\n b=`;
    const signature = signText(canonical + canonicalHeader(unsigned));
    return `${unsigned}${signature.replace(/.{1,72}/g, (line, at) => (at === 0 ? line : `\r\n  ${line}`))}\r\n`;
  };
  return {
    signatureFor,
    sign(message) {
      const { head, body } = splitMessage(message);
      const header = signatureFor(canonicalFields(head), hash('sha256', relaxedBody(body), 'base64'));
      return Buffer.concat([Buffer.from(header, 'latin1'), message]);
    },
  };
}

function selectHeaders(fields: CanonicalFields): { names: string[]; canonical: string } {
  if (fields.get('from') === undefined) throw new Error('A message without From can not be signed.');
  const names: string[] = [];
  let canonical = '';
  for (const name of SIGNED_HEADERS) {
    const occurrences = fields.get(name);
    if (occurrences === undefined) continue;
    // RFC 6376 section 5.4.2: several of one name are taken from the bottom up.
    for (let at = occurrences.length - 1; at >= 0; at--) {
      names.push(name);
      canonical += `${occurrences[at]}\r\n`;
    }
    if (OVERSIGNED_HEADERS.includes(name)) names.push(name);
  }
  return { names, canonical };
}
