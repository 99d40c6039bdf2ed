// A live check as it is kept, in the words of screens and terminals, with what differs from her last failure.
import type { AttemptThen, DnsKind, SeenHost } from './live-facts.js';
import { dnsWords, liveHeadline } from './live-words.js';
import { type ThenAndNow, thenAndNow } from './then-and-now.js';

/** Of the delivery room's MxAnswer. */
export interface KeptAnswer {
  readonly kind: DnsKind;
  readonly hosts: readonly (SeenHost & { readonly preference: number })[];
  /** Only with kind trouble. */
  readonly trouble?: string;
}

/** Of the delivery room's HostCheck. */
export interface KeptHost<Outcome extends string = string, Stage extends string = string> {
  readonly mxHost: string;
  readonly ip: string;
  readonly outcome: 'open' | 'failed';
  readonly stage: Stage | null;
  readonly reply: { readonly text: string } | null;
  readonly trouble: string | null;
  readonly sourceIp: string | null;
  readonly tls: string | null;
  readonly recipient: {
    readonly outcome: Outcome;
    readonly reply: { readonly text: string } | null;
    readonly trouble: string | null;
  } | null;
}

export interface KeptCheck<Host extends KeptHost> {
  readonly domainName: string;
  readonly state: 'waiting' | 'running' | 'ended';
  readonly answer: KeptAnswer | null;
  readonly answerMs: number | null;
  readonly hosts: readonly Host[];
  readonly heldBy: string | null;
}

/** @param before her last failed attempt; null: nothing is compared */
export function describeLiveCheck<Host extends KeptHost>(check: KeptCheck<Host>, before: AttemptThen | null) {
  const { domainName: domain, answer, heldBy } = check;
  const hosts = check.hosts.map(({ reply, recipient, ...host }) => ({
    ...host,
    trouble: reply?.text ?? host.trouble,
    recipient: recipient && {
      outcome: recipient.outcome as NonNullable<Host['recipient']>['outcome'],
      said: recipient.reply?.text ?? recipient.trouble ?? '',
    },
  }));
  const facts = { domain, kind: answer?.kind ?? null, hosts: answer?.hosts ?? [], checks: hosts, heldBy };
  const isEnded = check.state === 'ended';
  const compared: ThenAndNow | null = before !== null && isEnded ? thenAndNow(before, facts) : null;
  return {
    hosts,
    dns: answer && {
      kind: answer.kind,
      ms: check.answerMs ?? 0,
      words: `${dnsWords(answer.kind, domain, answer.hosts.length)}${answer.trouble ? ` (${answer.trouble})` : ''}`,
      hosts: answer.hosts.map(({ host, preference, addresses }) => ({ host, preference, addresses: [...addresses] })),
    },
    headline: liveHeadline(facts, isEnded),
    since: compared && before && { failedAt: before.at, words: compared.words, changes: [...compared.changes] },
  };
}

interface RecordedAttempt {
  readonly begunAt: Date;
  readonly outcome: string | null;
  readonly stage: string | null;
  readonly tls: string | null;
  readonly replyText: string | null;
  readonly report: unknown;
}

/** The newest attempt that failed, as it was written down; null when none did. @param attempts in any order */
export function lastFailure(attempts: readonly RecordedAttempt[]): AttemptThen | null {
  const failed = attempts
    .filter(({ outcome }) => outcome === 'refused' || outcome === 'deferred')
    .toSorted((a, b) => b.begunAt.getTime() - a.begunAt.getTime())[0];
  if (!failed) return null;
  const { begunAt: at, stage, tls, replyText: said } = failed;
  const mx = (failed.report as { mx?: Partial<KeptAnswer> } | null)?.mx;
  const isKnown = typeof mx?.kind === 'string' && Array.isArray(mx.hosts);
  return { at, stage, tls, said, kind: isKnown ? mx.kind! : null, hosts: isKnown ? mx.hosts! : [] };
}
