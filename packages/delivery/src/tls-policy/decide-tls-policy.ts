// Decides how each host of a domain is to be spoken to: DANE before MTA-STS before the provider's rule before what is offered.
import type { MxAnswer } from '../mx-answer.js';
import type { TlsaFinding } from './find-tlsa.js';
import { meansHost, type StsPolicy } from './sts-policy.js';
import type { HostTls, TlsPolicy } from './tls-policy.js';

export interface TlsPolicyInput {
  readonly answer: MxAnswer;
  /** By MX host; a host that is missing has none. */
  readonly tlsa: ReadonlyMap<string, TlsaFinding>;
  readonly sts: StsPolicy | null;
  /** The site is a provider that always has TLS. */
  readonly isRequired: boolean;
  /** Whether TLS failed at a host lately, so that it is not tried again. */
  readonly isBroken: (mxHost: string) => boolean;
}

/** MTA-STS must not let pass what DANE does not (RFC 8461 §2), so each host is judged by the strongest that speaks of it. */
export function decideTlsPolicy(input: TlsPolicyInput): TlsPolicy {
  const { answer, sts } = input;
  const hosts = Object.fromEntries(answer.hosts.map(({ host }) => [host, hostTls(host, input)]));
  return { domain: answer.domain, hosts, ...(sts?.mode === 'testing' ? { tested: { mx: sts.mx } } : {}) };
}

function hostTls(host: string, { tlsa, sts, isRequired, isBroken }: TlsPolicyInput): HostTls {
  const found = tlsa.get(host);
  if (found?.kind === 'trouble')
    return { kind: 'unusable', by: 'dane', result: 'dnssec-invalid', why: `no answer of DNS: ${found.trouble}` };
  if (found?.kind === 'records') {
    const { usable: records, baseName } = found;
    if (records.length === 0) return { kind: 'encrypted', by: 'dane' };
    return { kind: 'dane', records, ...(baseName === undefined ? {} : { baseName }) };
  }
  if (sts?.mode === 'enforce') {
    if (meansHost(sts.mx, host)) return { kind: 'verified' };
    const why = `its policy names ${sts.mx.join(', ').slice(0, 200)} and not this host`;
    return { kind: 'unusable', by: 'mta-sts', result: 'certificate-host-mismatch', why };
  }
  if (isRequired) return { kind: 'encrypted', by: 'required' };
  return isBroken(host) ? { kind: 'opportunistic', isBroken: true } : { kind: 'opportunistic' };
}
