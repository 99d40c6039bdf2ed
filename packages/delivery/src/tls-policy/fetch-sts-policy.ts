// Fetches the MTA-STS policy of a domain over HTTPS: no redirects, a valid certificate, bounded in size and time.
import https from 'node:https';
import type { Dns } from '../dns/dns.js';
import { type AddressPolicy, isForbiddenAddress } from '../site/forbidden-address.js';
import { firstWords } from '../smtp/reply.js';
import { readStsPolicy, type StsPolicy } from './sts-policy.js';
import type { TlsResult } from './tls-policy.js';

export type FetchedPolicy =
  | { readonly kind: 'policy'; readonly policy: StsPolicy }
  | { readonly kind: 'failure'; readonly result: TlsResult; readonly words: string };

export interface FetchPolicyOptions {
  readonly dns: Pick<Dns, 'a' | 'aaaa'>;
  readonly addresses: AddressPolicy;
  /** 443 everywhere but in tests. */
  readonly port?: number;
  /** Instead of the authorities Node trusts, in PEM; tests only. */
  readonly ca?: string;
  /** From the first question to the last byte; 60 s unless told (RFC 8461 §3.3). */
  readonly timeoutMs?: number;
}

const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 60_000;
const MAX_ADDRESSES = 3;

/** RFC 8461 §3.3. The address that is really connected is the one that is checked: the record is anybody's to write. */
export async function fetchStsPolicy(domain: string, options: FetchPolicyOptions): Promise<FetchedPolicy> {
  const { dns, addresses, timeoutMs = TIMEOUT_MS } = options;
  const until = performance.now() + timeoutMs;
  const host = `mta-sts.${domain}`;
  const answers = await Promise.all([dns.a(host), dns.aaaa(host)]);
  const found = answers.flatMap((answer) => (answer.kind === 'records' ? answer.records : []));
  let failure = failed('sts-policy-fetch-error', `${host} has no address`);
  for (const ip of found.slice(0, MAX_ADDRESSES)) {
    const forbidden = isForbiddenAddress(ip, addresses);
    if (forbidden !== null) {
      failure = failed('sts-policy-fetch-error', `${host} points to ${ip}, ${forbidden}: not connected`);
      continue;
    }
    const fetched = await get(host, ip, options, Math.max(1, Math.ceil(until - performance.now())));
    if (fetched.kind === 'policy' || fetched.result !== 'sts-policy-fetch-error') return fetched;
    failure = fetched;
  }
  return failure;
}

function get(host: string, ip: string, options: FetchPolicyOptions, timeoutMs: number): Promise<FetchedPolicy> {
  const { port = 443, ca } = options;
  return new Promise((resolve) => {
    const request = https.get({
      ...{ host: ip, port, servername: host, path: '/.well-known/mta-sts.txt', agent: false },
      ...{ minVersion: 'TLSv1.2' as const, signal: AbortSignal.timeout(timeoutMs), maxHeaderSize: 16 * 1024 },
      headers: { host, accept: 'text/plain' },
      ...(ca === undefined ? {} : { ca }),
    });
    const end = (fetched: FetchedPolicy) => {
      resolve(fetched);
      request.destroy();
    };
    request.on('error', (error: NodeJS.ErrnoException) => end(failureOf(error, host)));
    request.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      // Also 3yz: a redirect is not followed (RFC 8461 §3.3).
      if (statusCode !== 200) return end(failed('sts-policy-fetch-error', `${host} answered ${statusCode}`));
      if (!/^text\/plain\s*(;|$)/i.test(headers['content-type'] ?? ''))
        return end(failed('sts-policy-invalid', `the policy of ${host} is not text/plain`));
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) end(failed('sts-policy-invalid', `the policy of ${host} is larger than 64 kB`));
        else chunks.push(chunk);
      });
      response.on('error', (error) => end(failureOf(error, host)));
      response.on('end', () => end(read(Buffer.concat(chunks).toString('utf8'))));
    });
  });
}

function read(text: string): FetchedPolicy {
  const policy = readStsPolicy(text);
  return typeof policy === 'string' ? failed('sts-policy-invalid', policy) : { kind: 'policy', policy };
}

function failureOf(error: NodeJS.ErrnoException, host: string): FetchedPolicy & { kind: 'failure' } {
  const code = error.code ?? '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return failed('sts-policy-fetch-error', `no policy of ${host} within the time`);
  const isCertificate = /CERT|SIGNATURE|ALTNAME|SELF_SIGNED/.test(code);
  const words = `${host}: ${firstWords(`${code} ${error.message}`.trim()).slice(0, 200)}`;
  return failed(isCertificate ? 'sts-webpki-invalid' : 'sts-policy-fetch-error', words);
}

const failed = (result: TlsResult, words: string) => ({ kind: 'failure' as const, result, words });
