// Opens a connection to one address of an MX host and climbs down the TLS ladder only as far as the domain's policy lets.
import type { AttemptReport, Step } from '../report.js';
import { judgeTls, type TlsFacts } from '../tls-policy/judge-tls.js';
import {
  type HostTls,
  hostTlsOf,
  type TlsPolicy,
  type TlsPolicyReport,
  type TlsVerdict,
} from '../tls-policy/tls-policy.js';

import { MxConnection } from './mx-connection.js';
import { openSession, type SessionFailure, type TlsUse } from './open-session.js';
import { openSocket } from './open-socket.js';
import { firstWords } from './reply.js';
import type { ConnectOptions } from './site-connection.js';
import { defaultTimeouts, type Timeouts } from './timeouts.js';
import { tlsFactsOf } from './tls-facts.js';
import { tlsWords } from './tls-words.js';

export interface Candidate {
  readonly mxHost: string;
  readonly ip: string;
}

/** How one address failed; the last that said something speaks for the site. */
export type Failure = Pick<
  AttemptReport,
  'stage' | 'reply' | 'trouble' | 'mxHost' | 'mxIp' | 'sourceIp' | 'ehloName' | 'tls' | 'tlsPolicy'
>;

export interface Reached {
  readonly connection: MxConnection;
  readonly facts: TlsFacts;
  readonly verdict: TlsVerdict;
  /** Why TLS failed at this host, so that it is spoken to in plaintext; null when it did not. */
  readonly brokenTls: string | null;
}

type Dialled = Pick<Reached, 'connection' | 'facts'> | (Failure & Partial<Pick<SessionFailure, 'tlsFailure'>>);

/** Where the domain has no policy, a failed handshake is followed by one plaintext try on a fresh socket; else never. */
export async function tryAddress(options: ConnectOptions, at: Candidate, steps: Step[]): Promise<Reached | Failure> {
  const policy = policyOf(options);
  const host = hostTlsOf(policy, at.mxHost);
  if (host.kind === 'unusable') return barred(policy, at.mxHost, host, steps);
  if (host.kind !== 'opportunistic') return reachStrictly(options, policy, host, at, steps);
  if (host.isBroken) return judged(policy, await dial(options, at, 'never', steps, PLAIN_AT_ONCE), null);
  const first = await dial(options, at, 'try', steps);
  const isStopped = options.signal?.aborted ?? false;
  if (isStopped || !('tlsFailure' in first) || !first.tlsFailure) return judged(policy, first, null);
  const why = firstWords(first.reply?.text ?? first.trouble ?? 'unknown').slice(0, 200);
  const second = await dial(options, at, 'never', steps, `none: TLS failed (${why})`);
  // A host that only says "not now" to STARTTLS may say yes next time: nothing to remember.
  return judged(policy, second, first.tlsFailure === 'handshake' ? why : null);
}

const PLAIN_AT_ONCE = 'none: TLS failed at this host lately, it was not tried again';

async function reachStrictly(
  options: ConnectOptions,
  policy: TlsPolicy,
  host: HostTls,
  at: Candidate,
  steps: Step[],
): Promise<Reached | Failure> {
  const use = host.kind === 'encrypted' ? 'must' : 'must-be-modern';
  const dialled = await dial(options, at, use, steps);
  if (!('connection' in dialled)) {
    // 421 is said by a host that ends the connection, whatever the command was (RFC 5321 §3.8).
    if (!dialled.tlsFailure || dialled.reply?.code === 421 || options.signal?.aborted) return dialled;
    const { policy: name } = judgeTls(policy, at.mxHost, NO_TLS, new Date());
    const words = firstWords(dialled.reply?.text ?? dialled.trouble ?? 'no TLS').slice(0, 300);
    const result = dialled.tlsFailure === 'handshake' ? 'validation-failure' : 'starttls-not-supported';
    return { ...dialled, ...broken(policy, at.mxHost, { policy: name, result, words }) };
  }
  const reached = judged(policy, dialled, null);
  if (!('verdict' in reached) || reached.verdict.isFit) return reached;
  const { connection, verdict } = reached;
  await connection.close();
  const failed = broken(policy, at.mxHost, verdict);
  steps.push({ stage: 'starttls', mxHost: at.mxHost, ip: at.ip, ms: 0, words: failed.trouble });
  const { mxHost, mxIp, sourceIp, ehloName, tls } = connection;
  return { ...failed, mxHost, mxIp, sourceIp, ehloName, tls };
}

const NO_TLS: TlsFacts = { isEncrypted: false, protocol: null, doubt: null, certificate: () => undefined };

function judged(policy: TlsPolicy, dialled: Dialled, brokenTls: string | null): Reached | Failure {
  if (!('connection' in dialled)) return dialled;
  const { connection, facts } = dialled;
  return { connection, facts, brokenTls, verdict: judgeTls(policy, connection.mxHost, facts, new Date()) };
}

/** A host that is not to be connected to at all. */
export function barred(
  policy: TlsPolicy,
  mxHost: string,
  { by, result, why }: Extract<HostTls, { kind: 'unusable' }>,
  steps: Step[],
): Failure {
  const failed = broken(policy, mxHost, { policy: by, result, words: why });
  steps.push({ stage: 'connect', mxHost, ip: null, ms: 0, words: failed.trouble });
  return { ...failed, stage: 'connect', mxHost, mxIp: null, sourceIp: null, tls: null };
}

const NAMES = { dane: 'DANE', 'mta-sts': 'MTA-STS', required: 'TLS is required' } as const;

function broken({ domain }: TlsPolicy, mxHost: string, { policy, result, words }: TlsPolicyReport) {
  const name = NAMES[policy as keyof typeof NAMES] ?? policy;
  return {
    stage: 'starttls' as const,
    reply: null,
    trouble: `the TLS policy of ${domain} (${name}) is not kept by ${mxHost}: ${words}`.slice(0, 1000),
    tlsPolicy: { policy, result, words },
  };
}

export const policyOf = ({ tlsPolicy, answer }: ConnectOptions): TlsPolicy =>
  tlsPolicy ?? { domain: answer.domain, hosts: {} };

async function dial(
  options: ConnectOptions,
  { mxHost, ip }: Candidate,
  tls: TlsUse,
  steps: Step[],
  plainWords = 'none',
): Promise<Dialled> {
  const { answer, smtpPort: port, ehloName, localAddress, signal, tlsAuthorities } = options;
  const timeouts: Timeouts = { ...defaultTimeouts, ...options.timeouts };
  const sinceMs = performance.now();
  const opened = await openSocket({ ip, port, localAddress, timeoutMs: timeouts.connectMs, signal });
  const ms = Math.round((performance.now() - sinceMs) * 10) / 10;
  if ('trouble' in opened) {
    steps.push({ stage: 'connect', mxHost, ip, ms, words: opened.trouble });
    return { stage: 'connect', reply: null, trouble: opened.trouble, mxHost, mxIp: ip, sourceIp: null, tls: null };
  }
  const { socket } = opened;
  const sourceIp = socket.localAddress ?? null;
  steps.push({ stage: 'connect', mxHost, ip, ms, words: `connected to ${ip}:${port} from ${sourceIp ?? 'unknown'}` });
  const abort = () => socket.destroy();
  signal?.addEventListener('abort', abort);
  const host = hostTlsOf(policyOf(options), mxHost);
  // RFC 7672 §8.1: whoever holds several certificates is to choose the one the records speak of.
  const serverName = host.kind === 'dane' ? (host.baseName ?? mxHost) : mxHost;
  const result = await openSession({ socket, mxHost, serverName, ip, ehloName, tls, timeouts, tlsAuthorities });
  signal?.removeEventListener('abort', abort);
  const dialogue = 'session' in result ? result.session.dialogue : result.failure.dialogue;
  steps.push(...dialogue.takeSteps());
  if ('failure' in result) {
    const { dialogue: _, ...failure } = result.failure;
    const greeted = failure.stage === 'banner' ? {} : { ehloName };
    return { ...failure, mxHost, mxIp: ip, sourceIp, ...greeted, tls: null };
  }
  const { session } = result;
  const words = tls === 'never' ? plainWords : tlsWords(session.socket);
  const connection = new MxConnection({
    ...{ session, answer, mxHost, mxIp: ip, sourceIp, ehloName, tls: words, timeouts },
    openingSteps: [...steps],
  });
  return { connection, facts: tlsFactsOf(session.socket) };
}
