// Opens an SMTP connection to the first host of a site that answers: by preference, equals in random order.
import net from 'node:net';
import type { MxAnswer } from '../mx-answer.js';
import type { AttemptReport, Step } from '../report.js';
import { isForbiddenAddress } from '../site/forbidden-address.js';
import { MxConnection } from './mx-connection.js';
import { openSession, type SessionFailure } from './open-session.js';
import { openSocket } from './open-socket.js';
import type { Connected, ConnectOptions } from './site-connection.js';
import { defaultTimeouts, type Timeouts } from './timeouts.js';
import { tlsWords } from './tls-words.js';

/** Addresses tried in one go, so that a site of dead hosts cannot hold a lane for long. */
const MAX_TRIES = 10;
/** A host with many addresses must not use up the tries of the next host. */
const MAX_TRIES_PER_HOST = 3;

interface Candidate {
  readonly mxHost: string;
  readonly ip: string;
}

/** How one address failed; the last that said something speaks for the site. */
type Failure = Pick<AttemptReport, 'stage' | 'reply' | 'trouble' | 'mxHost' | 'mxIp' | 'sourceIp' | 'tls'>;

/**
 * Tries the hosts of an MX answer until one is ready for a message (RFC 5321 §5.1). A failed TLS handshake is followed
 * by one plaintext try on a fresh socket, unless TLS is required. The address that is really connected is the one
 * that is checked: private and own addresses are refused without a packet.
 */
export async function connectToSite(options: ConnectOptions): Promise<Connected> {
  const { answer, allowPrivateMx, signal } = options;
  const steps: Step[] = [];
  const failures: Failure[] = [];
  const candidates = candidatesOf(options);
  for (const { mxHost, ip } of candidates.slice(0, MAX_TRIES)) {
    const policy = {
      allowLoopback: allowPrivateMx,
      ...(options.ownAddresses ? { ownAddresses: options.ownAddresses } : {}),
    };
    const forbidden = isForbiddenAddress(ip, policy);
    if (forbidden !== null) {
      const trouble = `${mxHost} points to ${ip}, ${forbidden}: not connected`;
      steps.push({ stage: 'connect', mxHost, ip, ms: 0, words: trouble });
      failures.push({ stage: 'connect', reply: null, trouble, mxHost, mxIp: ip, sourceIp: null, tls: null });
      continue;
    }
    const tried = await tryAddress(options, { mxHost, ip }, steps);
    if (tried instanceof MxConnection) return { kind: 'open', connection: tried };
    failures.push(tried);
    if (signal?.aborted) break;
  }
  return { kind: 'failed', report: failed(answer, failures, steps, signal?.aborted ?? false) };
}

function candidatesOf({ answer, localAddress, random = Math.random }: ConnectOptions): Candidate[] {
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

async function tryAddress(options: ConnectOptions, at: Candidate, steps: Step[]): Promise<MxConnection | Failure> {
  const first = await dial(options, at, options.isTlsRequired ? 'must' : 'try', steps);
  if (first instanceof MxConnection || !('isTlsFailure' in first) || !first.isTlsFailure || options.isTlsRequired)
    return first;
  const why = first.reply?.text ?? first.trouble ?? 'unknown';
  return dial(options, at, 'never', steps, `none: TLS failed (${why.slice(0, 200)})`);
}

async function dial(
  options: ConnectOptions,
  { mxHost, ip }: Candidate,
  tls: 'try' | 'never' | 'must',
  steps: Step[],
  plainWords = 'none',
): Promise<MxConnection | (Failure & { isTlsFailure?: boolean })> {
  const { answer, smtpPort: port, ehloName, localAddress, signal } = options;
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
  const result = await openSession({ socket, mxHost, ip, ehloName, tls, timeouts });
  signal?.removeEventListener('abort', abort);
  const dialogue = 'session' in result ? result.session.dialogue : result.failure.dialogue;
  steps.push(...dialogue.takeSteps());
  if ('failure' in result) return { ...failureOf(result.failure), mxHost, mxIp: ip, sourceIp, tls: null };
  const { session } = result;
  const words = tls === 'never' ? plainWords : tlsWords(session.socket);
  const openingSteps = [...steps];
  return new MxConnection({ session, answer, mxHost, mxIp: ip, sourceIp, tls: words, openingSteps, timeouts });
}

function failureOf({ stage, reply, trouble, isTlsFailure }: SessionFailure) {
  return { stage, reply, trouble, isTlsFailure };
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
  const speaker = failures.findLast(({ reply }) => reply !== null) ?? failures.at(-1) ?? none;
  const isFinal = failures.length > 0 && failures.every(({ reply }) => reply !== null && reply.code >= 500);
  const { stage, reply, trouble, mxHost, mxIp, sourceIp, tls } = speaker;
  const outcome = isAborted ? 'abandoned' : isFinal ? 'refused' : 'deferred';
  return { outcome, stage, reply, trouble, mxHost, mxIp, sourceIp, tls, wasDotSent: false, steps, mx };
}
