// A note to whoever runs the mail server of an address: what they need to find it in their logs, and nothing else.
import type { PostmasterWords } from './postmaster-words.js';

export interface NotedAttempt {
  readonly at: Date;
  readonly outcome: string | null;
  readonly mxHost: string | null;
  readonly mxIp: string | null;
  readonly sourceIp: string | null;
  /** The name we greeted with from there; null when nobody knows it any more. */
  readonly ehloName: string | null;
  readonly tls: string | null;
  readonly replyCode: number | null;
  /** The reply, or without one what went wrong. */
  readonly said: string | null;
  /** Theirs, out of an acceptance. */
  readonly queueId: string | null;
}

export interface NotedReturn {
  readonly at: Date;
  readonly diagnostic: string | null;
  readonly reportingMta: string | null;
  readonly finalRecipient: string | null;
  readonly takenBefore: { readonly host: string | null; readonly at: string; readonly queueId: string | null } | null;
}

export interface NotedDelivery {
  readonly id: string;
  readonly campaignName: string;
  readonly state: string;
  readonly attempts: readonly NotedAttempt[];
  readonly returns: readonly NotedReturn[];
}

export interface PostmasterFacts {
  readonly address: string;
  readonly domainName: string;
  /** In which our mail is signed; empty when there is none. */
  readonly sendingDomain: string;
  readonly mxHosts: readonly string[];
  /** Newest first. */
  readonly deliveries: readonly NotedDelivery[];
}

export interface PostmasterNote {
  readonly subject: string;
  readonly body: string;
}

const FAILING: ReadonlySet<string> = new Set(['refused', 'expired', 'deferred', 'returned', 'in_doubt', 'complained']);
const TAKEN: ReadonlySet<string> = new Set(['accepted']);
const MOST_MESSAGES = 3;
/** The first tries of a long wait say the same as the last ones. */
const MOST_ATTEMPTS = 4;
const MOST_SIGNS = 2000;

/**
 * Pure. What hosts said stands verbatim in its lines, without control characters, 2,000 signs at most.
 *
 * @returns null when nothing was ever sent to her
 */
export function noteForPostmaster(facts: PostmasterFacts, words: PostmasterWords): PostmasterNote | null {
  const failures = facts.deliveries.filter(({ state }) => FAILING.has(state));
  const isTaken = failures.length === 0;
  const chosen = (isTaken ? facts.deliveries.filter(({ state }) => TAKEN.has(state)) : failures).slice(
    0,
    MOST_MESSAGES,
  );
  if (chosen.length === 0) return null;
  const { address, domainName, mxHosts, sendingDomain } = facts;
  const lines = [
    words.greeting,
    '',
    isTaken ? words.takenUnseen(address) : words.notArriving(address),
    words.allUtc,
    '',
    ...chosen.flatMap((delivery) => [...deliveryLines(delivery, words), '']),
    ...(mxHosts.length === 0 ? [] : [words.yourServers(domainName, mxHosts.map(oneLine).join(', ')), '']),
    isTaken ? words.pleaseLook : words.pleaseAllow(sendingDomain),
  ];
  return { subject: words.subject(address), body: lines.join('\n') };
}

function deliveryLines({ id, campaignName, attempts, returns }: NotedDelivery, words: PostmasterWords): string[] {
  const happenings = [
    ...attempts
      .filter(({ outcome }) => outcome !== null && outcome !== 'abandoned')
      .slice(-MOST_ATTEMPTS)
      .map((attempt) => ({ at: attempt.at, lines: attemptLines(attempt, words) })),
    ...returns.map((returned) => ({ at: returned.at, lines: returnLines(returned, words) })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return [
    `${words.message}: ${oneLine(campaignName)}`,
    `${words.ourId}: ${id}`,
    ...happenings.flatMap(({ lines }) => lines),
  ];
}

function attemptLines(attempt: NotedAttempt, words: PostmasterWords): string[] {
  const { at, outcome, mxHost, mxIp, sourceIp, ehloName, tls, said, replyCode, queueId } = attempt;
  return [
    `- ${utc(at)}: ${words.outcome[outcome ?? ''] ?? outcome}`,
    ...labelled(words.yourHost, mxHost === null ? null : `${mxHost}${mxIp === null ? '' : ` [${mxIp}]`}`),
    ...labelled(words.ourIp, sourceIp),
    ...labelled(words.ourName, ehloName),
    ...labelled(words.encryption, tls),
    ...labelled(words.yourId, queueId),
    ...quoted(replyCode === null ? words.happened : words.verbatim, said),
  ];
}

function returnLines(returned: NotedReturn, words: PostmasterWords): string[] {
  const { at, diagnostic, reportingMta, finalRecipient, takenBefore } = returned;
  return [
    `- ${utc(at)}: ${words.came}`,
    ...(takenBefore === null
      ? []
      : [`  ${words.takenBefore(oneLine(takenBefore.host ?? '?'), utc(new Date(takenBefore.at)))}`]),
    ...labelled(words.yourId, takenBefore?.queueId ?? null),
    ...labelled(words.reportedBy, reportingMta),
    ...labelled(words.forWhom, finalRecipient),
    ...quoted(words.verbatim, diagnostic),
  ];
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const labelled = (label: string, value: string | null) => (value === null ? [] : [`  ${label}: ${oneLine(value)}`]);
const oneLine = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]+/g, ' ');

/** Every line of theirs set in, so that nothing they said can pass for a sentence of ours. */
function quoted(label: string, said: string | null): string[] {
  if (said === null || said === '') return [];
  return [
    `  ${label}:`,
    ...said
      .slice(0, MOST_SIGNS)
      .split(/\r?\n/)
      .map((line) => `      ${oneLine(line)}`),
  ];
}
