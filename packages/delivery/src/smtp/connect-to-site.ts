// Opens an SMTP connection to the first host of a site that answers: by preference, equals in random order.
import net from 'node:net';
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptReport, Step } from '../report.js';
import { isForbiddenAddress } from '../site/forbidden-address.js';
import { judgeTls } from '../tls-policy/judge-tls.js';
import { hostTlsOf } from '../tls-policy/tls-policy.js';
import type { Connected, ConnectOptions } from './site-connection.js';
import { barred, type Candidate, type Failure, policyOf, tryAddress } from './try-address.js';

/** Addresses tried in one go, so that a site of dead hosts cannot hold a lane for long. */
const MAX_TRIES = 10;
/** A host with many addresses must not use up the tries of the next host. */
const MAX_TRIES_PER_HOST = 3;

/**
 * Tries the hosts of an MX answer until one is ready for a message (RFC 5321 §5.1). A failed TLS handshake is followed
 * by one plaintext try on a fresh socket, unless the domain's TLS policy forbids it; hosts the policy does not allow are
 * not connected. The address that is really connected is the one
 * that is checked: private and own addresses are refused without a packet.
 */
export async function connectToSite(options: ConnectOptions): Promise<Connected> {
  const { answer, signal } = options;
  const steps: Step[] = [];
  const failures: Failure[] = [];
  const tlsPolicy = policyOf(options);
  for (const { host } of answer.hosts) {
    const tls = hostTlsOf(tlsPolicy, host);
    if (tls.kind === 'unusable') failures.push(barred(tlsPolicy, host, tls, steps));
  }
  const candidates = candidatesOf(options).filter(({ mxHost }) => hostTlsOf(tlsPolicy, mxHost).kind !== 'unusable');
  for (const { mxHost, ip } of candidates.slice(0, MAX_TRIES)) {
    const trouble = forbidden(options, { mxHost, ip });
    if (trouble !== null) {
      steps.push({ stage: 'connect', mxHost, ip, ms: 0, words: trouble });
      failures.push({ stage: 'connect', reply: null, trouble, mxHost, mxIp: ip, sourceIp: null, tls: null });
      continue;
    }
    const tried = await tryAddress(options, { mxHost, ip }, steps);
    if ('connection' in tried) {
      const { connection, facts, verdict, brokenTls } = tried;
      const judge = (policy: typeof tlsPolicy) => judgeTls(policy, connection.mxHost, facts, new Date());
      return { kind: 'open', connection, verdict, brokenTls, judge };
    }
    failures.push(tried);
    if (signal?.aborted) break;
  }
  return { kind: 'failed', report: failed(answer, failures, steps, signal?.aborted ?? false) };
}

/** Why this address must not be connected to, in words; null when it may. */
export function forbidden({ allowPrivateMx, ownAddresses }: ConnectOptions, { mxHost, ip }: Candidate): string | null {
  const why = isForbiddenAddress(ip, {
    allowLoopback: allowPrivateMx,
    ...(ownAddresses ? { ownAddresses } : {}),
  });
  return why === null ? null : `${mxHost} points to ${ip}, ${why}: not connected`;
}

/** Addresses in the order in which they are tried. */
export function candidatesOf({ answer, localAddress, random = Math.random }: ConnectOptions): Candidate[] {
  const family = localAddress === undefined ? 0 : net.isIP(localAddress);
  const hosts = shuffled(answer.hosts, random).sort((a, b) => a.preference - b.preference);
  return hosts.flatMap(({ host, addresses }) => {
    const usable = shuffled(
      addresses.filter((ip) => family === 0 || net.isIP(ip) === family),
      random,
    );
    return takeTurns(usable.filter(net.isIPv4), usable.filter(net.isIPv6))
      .slice(0, MAX_TRIES_PER_HOST)
      .map((ip) => ({ mxHost: host, ip }));
  });
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** Both families get their chance early: a machine without a way out over IPv6 learns that at once. */
function takeTurns(ipv4: readonly string[], ipv6: readonly string[]): string[] {
  const longest = Math.max(ipv4.length, ipv6.length);
  return Array.from({ length: longest }, (_, i) => [ipv4[i], ipv6[i]])
    .flat()
    .filter((ip) => ip !== undefined);
}

/** Final only when every address said a final no; anything else may be better later. */
function failed(mx: MxAnswer, failures: readonly Failure[], steps: readonly Step[], isAborted: boolean): AttemptReport {
  const nowhere = { mxHost: null, mxIp: null, sourceIp: null, tls: null };
  const none: Failure = {
    ...nowhere,
    stage: 'dns',
    reply: null,
    trouble: mx.kind === 'trouble' ? mx.trouble : `${mx.domain} has no mail server that could be reached`,
  };
  const speaker =
    failures.findLast(({ reply }) => reply !== null) ??
    failures.findLast(({ tlsPolicy }) => tlsPolicy !== undefined) ??
    failures.at(-1) ??
    none;
  const isFinal = failures.length > 0 && failures.every(({ reply }) => reply !== null && reply.code >= 500);
  const { stage, reply, trouble, mxHost, mxIp, sourceIp, ehloName, tls, tlsPolicy } = speaker;
  return {
    outcome: isAborted ? 'abandoned' : isFinal ? 'refused' : 'deferred',
    ...{ stage, reply, trouble, mxHost, mxIp, sourceIp, tls, wasDotSent: false, steps, mx },
    ...(ehloName === undefined ? {} : { ehloName }),
    ...(tlsPolicy === undefined ? {} : { tlsPolicy }),
  };
}
