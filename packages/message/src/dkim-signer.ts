// DKIM signature (RFC 6376) with relaxed/relaxed canonicalisation over a key that is loaded once.
import { constants, sign as cryptoSign, hash, type KeyObject, privateEncrypt } from 'node:crypto';
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
const OVERSIGNED_HEADERS = new Set(['from', 'to', 'subject', 'date', 'list-unsubscribe', 'list-unsubscribe-post']);

const SIGNATURE_LINE = 72;

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
  const signText = algorithm === 'rsa-sha256' ? rsaSigner(key) : ed25519Signer(key);
  signText('a key that can not sign must be found here, not at the first message');

  /** The header up to the body hash, for messages with these fields. */
  const begin = (fields: string) => {
    const spelled =
      `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain};\r\n s=${selector};\r\n` +
      ` h=${fields.slice(0, -1).replaceAll(':', ':\r\n  ')};\r\n bh=`;
    return { fields, spelled, canonical: canonicalHeader(spelled) };
  };
  let begun = begin('from:');

  const signatureFor = (fields: CanonicalFields, bodyHash: string): string => {
    const { names, canonical } = selectHeaders(fields);
    // Messages of a campaign have the same fields.
    if (begun.fields !== names) begun = begin(names);
    const signature = signText(`${canonical}${begun.canonical}${bodyHash}; b=`);
    let folded = signature.slice(0, SIGNATURE_LINE);
    for (let at = SIGNATURE_LINE; at < signature.length; at += SIGNATURE_LINE)
      folded += `\r\n  ${signature.slice(at, at + SIGNATURE_LINE)}`;
    return `${begun.spelled}${bodyHash};\r\n b=${folded}\r\n`;
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

/** `names` of the fields that are signed, each ended with a colon; `canonical` the fields themselves. */
function selectHeaders(fields: CanonicalFields): { names: string; canonical: string } {
  if (fields.get('from') === undefined) throw new Error('A message without From can not be signed.');
  let names = '';
  let canonical = '';
  for (const name of SIGNED_HEADERS) {
    const occurrences = fields.get(name);
    if (occurrences === undefined) continue;
    // RFC 6376 section 5.4.2: several of one name are taken from the bottom up.
    for (let at = occurrences.length - 1; at >= 0; at--) {
      names += `${name}:`;
      canonical += `${occurrences[at]}\r\n`;
    }
    if (OVERSIGNED_HEADERS.has(name)) names += `${name}:`;
  }
  return { names, canonical };
}

/** DigestInfo of a SHA-256 hash (RFC 8017 section 9.2, note 1), the hash behind it. */
const DIGEST_INFO = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), Buffer.alloc(32)]);
const HASH_AT = DIGEST_INFO.length - 32;

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.1) step by step, which is what `sign` makes of it too; that takes 3 % longer,
 * and a signature is a third of what a message costs.
 */
function rsaSigner(key: KeyObject): (text: string) => string {
  const how = { key, padding: constants.RSA_PKCS1_PADDING };
  return (text) => {
    DIGEST_INFO.write(hash('sha256', Buffer.from(text, 'latin1'), 'latin1'), HASH_AT, 'latin1');
    return privateEncrypt(how, DIGEST_INFO).toString('base64');
  };
}

/** RFC 8463 section 3: Ed25519 signs the SHA-256 hash of the data. */
function ed25519Signer(key: KeyObject): (text: string) => string {
  return (text) => cryptoSign(null, hash('sha256', Buffer.from(text, 'latin1'), 'buffer'), key).toString('base64');
}
