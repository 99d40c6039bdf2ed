// Judges an open connection by a domain's policy: whether its mail may go over it, and what is to be told of that.
import type { X509Certificate } from 'node:crypto';
import { fitsDane } from './dane.js';
import { meansHost } from './sts-policy.js';
import {
  type HostTls,
  hostTlsOf,
  type TlsPolicy,
  type TlsPolicyName,
  type TlsResult,
  type TlsVerdict,
} from './tls-policy.js';

/** What was negotiated. */
export interface TlsFacts {
  readonly isEncrypted: boolean;
  /** "TLSv1.3"; null in plaintext. */
  readonly protocol: string | null;
  /** Why no known authority vouches for the certificate in this host's name, in OpenSSL's words; null where one does. */
  readonly doubt: string | null;
  /** The host's certificate, with the chain it presented. */
  readonly certificate: () => X509Certificate | undefined;
}

/**
 * The same for a connection just opened and for one that has carried another domain's mail: what counts is whether it
 * fulfils this domain's policy, not under whose it was opened.
 */
export function judgeTls(policy: TlsPolicy, mxHost: string, facts: TlsFacts, now: Date): TlsVerdict {
  const host = hostTlsOf(policy, mxHost);
  switch (host.kind) {
    case 'unusable':
      return { isFit: false, policy: host.by, result: host.result, words: host.why };
    case 'dane':
      return judgeDane(host, policy, mxHost, facts, now);
    case 'verified':
      return must('mta-sts', pkixResult(mxHost, facts), facts);
    case 'encrypted':
      return must(host.by, facts.isEncrypted ? 'success' : 'starttls-not-supported', facts);
    case 'opportunistic':
      return judgeLoosely(policy, mxHost, facts);
    default:
      return host satisfies never;
  }
}

function judgeDane(
  { records, baseName }: Extract<HostTls, { kind: 'dane' }>,
  { domain }: TlsPolicy,
  mxHost: string,
  facts: TlsFacts,
  now: Date,
): TlsVerdict {
  const leaf = facts.certificate();
  if (!facts.isEncrypted || leaf === undefined) return must('dane', 'starttls-not-supported', facts);
  const isFit = fitsDane(records, { leaf, names: [baseName ?? mxHost, domain], now });
  if (isFit) return { isFit, policy: 'dane', result: 'success', words: 'the certificate fits a TLSA record' };
  return {
    isFit,
    policy: 'dane',
    result: 'validation-failure',
    words: 'the certificate fits none of the TLSA records',
  };
}

function must(policy: TlsPolicyName, result: TlsResult, facts: TlsFacts): TlsVerdict {
  return { isFit: result === 'success', policy, result, words: wordsOf(result, facts) };
}

function judgeLoosely({ tested }: TlsPolicy, mxHost: string, facts: TlsFacts): TlsVerdict {
  const result = pkixResult(mxHost, facts);
  if (tested === undefined) return { isFit: true, policy: 'opportunistic', result, words: wordsOf(result, facts) };
  const isNamed = meansHost(tested.mx, mxHost);
  return {
    isFit: true,
    policy: 'mta-sts-testing',
    result: isNamed ? result : 'certificate-host-mismatch',
    words: isNamed ? wordsOf(result, facts) : 'the policy does not name this host',
  };
}

const OLD: ReadonlySet<string> = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);
const EXPIRED: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** RFC 8461 §4.1 and §4.2: TLS 1.2 or newer, a chain to a known authority, not expired, the host among the alternative names. */
function pkixResult(mxHost: string, { isEncrypted, protocol, doubt, certificate }: TlsFacts): TlsResult {
  if (!isEncrypted) return 'starttls-not-supported';
  if (doubt === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-host-mismatch';
  if (doubt !== null) return EXPIRED.has(doubt) ? 'certificate-expired' : 'certificate-not-trusted';
  if (protocol === null || OLD.has(protocol)) return 'validation-failure';
  // Node also takes a common name, which has long ceased to be a host's name (RFC 6125 §6.4.4).
  const isNamed = certificate()?.checkHost(mxHost, { subject: 'never' }) !== undefined;
  return isNamed ? 'success' : 'certificate-host-mismatch';
}

function wordsOf(result: TlsResult, { protocol, doubt }: TlsFacts): string {
  if (result === 'success') return `fulfilled over ${protocol ?? 'TLS'}`;
  if (result === 'starttls-not-supported') return 'no encryption';
  if (result === 'certificate-host-mismatch') return 'certificate of another name';
  if (result === 'certificate-expired') return 'certificate expired';
  return doubt === null ? `only ${protocol ?? 'old TLS'}` : `certificate not trusted: ${doubt}`;
}
