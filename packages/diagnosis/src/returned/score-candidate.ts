// How likely a returned message without a valid token belongs to a delivery: points for each sign, each said in words.
import { delayWords } from './delay-words.js';

/** What an unmatched message says of itself; all of it written by others. Addresses lower-cased. */
export interface UnmatchedFacts {
  readonly receivedAt: Date;
  /** Recipients the report names. */
  readonly named: readonly string[];
  /** To, Delivered-To and the like of the returned original. */
  readonly originalTo: readonly string[];
  readonly originalSubject: string | null;
  readonly originalMessageId: string | null;
  /** Remote-MTA and Reporting-MTA. */
  readonly hosts: readonly string[];
  readonly queueIds: readonly string[];
  /** Deliveries whose signed tokens it carries, though it may not count for them. */
  readonly hints: readonly string[];
}

export interface CandidateFacts {
  readonly deliveryId: string;
  readonly address: string;
  readonly subject: string;
  readonly sendingDomain: string | null;
  /** When a host took it, else when it was planned. */
  readonly at: Date;
  readonly isAccepted: boolean;
  readonly mxHosts: readonly string[];
  readonly acceptedBy: string | null;
  readonly queueId: string | null;
}

export interface Reason {
  readonly words: string;
  readonly points: number;
}

export interface Scored {
  /** 0 to 100. */
  readonly score: number;
  readonly likelihood: 'very_likely' | 'likely' | 'possible';
  /** Heaviest first. */
  readonly reasons: readonly Reason[];
}

const HOUR_MS = 3_600_000;

/** Every sign may be forged: a score orders what a person looks at, and never changes anything by itself. */
export function scoreCandidate(message: UnmatchedFacts, candidate: CandidateFacts): Scored {
  const reasons = [
    ...signs(message, candidate).filter((one): one is Reason => one !== null),
    ...timeSign(message, candidate),
  ].toSorted((a, b) => b.points - a.points);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, Math.min(100, sum));
  return { score, likelihood: score >= 70 ? 'very_likely' : score >= 40 ? 'likely' : 'possible', reasons };
}

function signs(message: UnmatchedFacts, candidate: CandidateFacts): (Reason | null)[] {
  const { address, queueId } = candidate;
  const isNamed = message.named.includes(address);
  const queued = queueId !== null && message.queueIds.some((id) => id.toLowerCase() === queueId.toLowerCase());
  return [
    message.hints.includes(candidate.deliveryId)
      ? { points: 40, words: 'It carries the signed return path of this very delivery.' }
      : null,
    isNamed ? { points: 35, words: `It names ${address} as the recipient that failed.` } : null,
    !isNamed && message.originalTo.includes(address)
      ? { points: 25, words: `The mail it gives back was written to ${address}.` }
      : null,
    queued
      ? { points: 35, words: `It names the queue id ${queueId}, under which their server took this message.` }
      : null,
    subjectSign(message, candidate),
    messageIdSign(message, candidate),
    hostSign(message, candidate),
    candidate.isAccepted
      ? null
      : { points: -20, words: 'No server has accepted this delivery, so it can hardly come back.' },
  ];
}

/** A subject with merge fields is compared by what stands before the first of them. */
function subjectSign({ originalSubject }: UnmatchedFacts, { subject }: CandidateFacts): Reason | null {
  const told = (originalSubject ?? '').trim().toLowerCase();
  const [head = '', ...more] = subject.trim().toLowerCase().split('{{');
  const isSame = more.length === 0 ? told === head : head.trim().length >= 8 && told.startsWith(head.trim());
  return isSame && told !== ''
    ? { points: 15, words: 'The mail it gives back has the subject of this campaign.' }
    : null;
}

function messageIdSign({ originalMessageId }: UnmatchedFacts, { sendingDomain }: CandidateFacts): Reason | null {
  const domain = /@([^@>\s]+)>?\s*$/.exec(originalMessageId ?? '')?.[1]?.toLowerCase();
  if (domain === undefined || sendingDomain === null || domain !== sendingDomain.toLowerCase()) return null;
  return { points: 10, words: `The mail it gives back has a Message-ID of ${sendingDomain}.` };
}

function hostSign({ hosts }: UnmatchedFacts, { mxHosts, acceptedBy }: CandidateFacts): Reason | null {
  const theirs = new Set([...mxHosts, ...(acceptedBy === null ? [] : [acceptedBy])].map(bareHost));
  const host = hosts.find((one) => theirs.has(bareHost(one)));
  return host === undefined
    ? null
    : { points: 10, words: `${bareHost(host)}, which tells of it, is a mail server of this address.` };
}

function timeSign({ receivedAt }: UnmatchedFacts, { at, isAccepted }: CandidateFacts): Reason[] {
  const ms = receivedAt.getTime() - at.getTime();
  const what = isAccepted ? 'accepted' : 'planned';
  if (ms < 0) return [{ points: -40, words: `It came before this delivery was ${what}.` }];
  const points = ms <= HOUR_MS ? 10 : ms <= 24 * HOUR_MS ? 8 : ms <= 120 * HOUR_MS ? 5 : ms <= 720 * HOUR_MS ? 1 : -10;
  return [{ points, words: `It came ${delayWords(ms / 1000)} after this delivery was ${what}.` }];
}

const bareHost = (host: string) => host.trim().toLowerCase().replace(/\.$/, '');
