// DANE for SMTP: which TLSA records can be used, and whether a certificate fits one of them (RFC 7672, RFC 7671).
import { createHash, X509Certificate } from 'node:crypto';
import type { TlsaRecord } from '../dns/dns.js';

const DANE_TA = 2;
const DANE_EE = 3;
/** Octets of a digest by matching type (RFC 6698 §2.1.3); 0 is the thing itself. */
const DIGESTS: Readonly<Record<number, { readonly name: string; readonly bytes: number }>> = {
  1: { name: 'sha256', bytes: 32 },
  2: { name: 'sha512', bytes: 64 },
};
/** A chain longer than this is nobody's. */
const MAX_CHAIN = 10;

/**
 * The records an SMTP client can use (RFC 7672 §3.1): usages 2 and 3, selectors 0 and 1, matching types 0 to 2, each of
 * the length its kind has. PKIX usages 0 and 1 are as if they were not there (§3.1.3).
 */
export function usableRecords(records: readonly TlsaRecord[]): TlsaRecord[] {
  return records.filter(({ usage, selector, matchingType, association }) => {
    if ((usage !== DANE_TA && usage !== DANE_EE) || selector < 0 || selector > 1) return false;
    if (matchingType === 0) return association.length > 0;
    return DIGESTS[matchingType]?.bytes === association.length;
  });
}

export interface Presented {
  readonly leaf: X509Certificate;
  /** What the certificate may be issued to, for usage 2 (RFC 7672 §3.2.3): the name of the records, or the domain itself. */
  readonly names: readonly string[];
  readonly now: Date;
}

/**
 * Usage 3 (RFC 7672 §3.1.1): the key is the one, names and expiry do not matter. Usage 2 (§3.1.2): an issuer that fits
 * the record, a chain of valid certificates down from it, and a name that fits.
 */
export function fitsDane(records: readonly TlsaRecord[], { leaf, names, now }: Presented): boolean {
  if (records.some((record) => record.usage === DANE_EE && fits(record, leaf))) return true;
  const anchors = records.filter(({ usage }) => usage === DANE_TA);
  if (anchors.length === 0 || !names.some((name) => leaf.checkHost(name, { subject: 'never' }) !== undefined))
    return false;
  return hasAnchor(leaf, anchors, now);
}

function hasAnchor(leaf: X509Certificate, anchors: readonly TlsaRecord[], now: Date): boolean {
  const given = anchors.flatMap(wholeCertificate);
  let certificate = leaf;
  for (let depth = 0; depth < MAX_CHAIN && isValidAt(certificate, now); depth++) {
    // A whole certificate in DNS need not be presented by the host (RFC 7671 §5.2.2).
    if (given.some((anchor) => isIssuedBy(certificate, anchor) && isValidAt(anchor, now))) return true;
    const issuer = certificate.issuerCertificate;
    if (issuer === undefined || issuer.fingerprint256 === certificate.fingerprint256) return false;
    if (!isIssuedBy(certificate, issuer)) return false;
    if (anchors.some((record) => fits(record, issuer)) && isValidAt(issuer, now)) return true;
    certificate = issuer;
  }
  return false;
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isValidAt = ({ validFromDate, validToDate }: X509Certificate, now: Date): boolean =>
  validFromDate <= now && now <= validToDate;

function fits({ selector, matchingType, association }: TlsaRecord, certificate: X509Certificate): boolean {
  const whole = selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  const digest = DIGESTS[matchingType];
  const seen = digest === undefined ? whole : createHash(digest.name).update(whole).digest();
  return seen.equals(association);
}

function wholeCertificate({ selector, matchingType, association }: TlsaRecord): X509Certificate[] {
  if (selector !== 0 || matchingType !== 0) return [];
  try {
    return [new X509Certificate(association)];
  } catch {
    return []; // what stands in DNS is no certificate: it can fit nothing
  }
}
