// Why a suppression was made, in a sentence, and everything it rests on: the last reply, the ones before, the former suppression.
import type { Suppression } from '@doorstep/contracts';
import { groupWords } from '../consequences/rule-words';
import { counted } from '../parts/numbers';
import { evidenceReply } from './evidence-words';

export interface BasisFact {
  readonly label: string;
  readonly value: string;
  /** Mark of the entry in the history of the address that it is. */
  readonly entry?: string;
}

export interface Earlier {
  readonly at: string | null;
  readonly reply: string;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** null for one made before reasons were kept, and for one by hand. */
export function basisSentence({ evidence }: Pick<Suppression, 'evidence'>): string | null {
  const failures = number(evidence.failures) ?? 1;
  const rule = record(evidence.rule);
  switch (evidence.why) {
    case 'now':
      return 'Said for certain: the first such reply is enough.';
    case 'seen_twice':
      return `Seen ${counted(failures, 'time', 'times')}, at least ${counted(number(rule.apartDays) ?? 1, 'day', 'days')} apart, with nothing accepted between.`;
    case 'streak':
      return `${counted(failures, 'failure', 'failures')} with nothing accepted between; the rule asks for ${number(rule.failures) ?? 'several'} over ${counted(number(rule.days) ?? 0, 'day', 'days')}.`;
    case 'probation':
      return 'It had been lifted or had run out, and the next message failed again: back at once.';
    case 'complaint':
      return 'The person marked a message as spam.';
    default:
      return null;
  }
}

const ENTRIES: ReadonlySet<string> = new Set(['Attempt', 'Returned message', 'Message']);

/** Ids and numbers, each under a name people understand. */
export function basisFacts({ evidence }: Pick<Suppression, 'evidence'>): BasisFact[] {
  const group = text(evidence.group);
  const facts: [string, unknown][] = [
    ['Kind of failure', group !== null && group in groupWords ? groupWords[group as 'gone'].title : group],
    ['Rule that understood the reply', evidence.ruleId],
    [
      'Version of what bounces lead to',
      number(evidence.policyVersion) === 0 ? '0, the defaults' : evidence.policyVersion,
    ],
    ['Attempt', evidence.attemptId],
    ['Returned message', evidence.inboundMessageId],
    ['Message', evidence.deliveryId],
    ['Held first, then let count by', evidence.appliedBy],
  ];
  return facts.flatMap(([label, value]) =>
    value === null || value === undefined
      ? []
      : [{ label, value: String(value), ...(ENTRIES.has(label) && { entry: `e-${String(value)}` }) }],
  );
}

/** What was said before the last reply, newest last; those of a former suppression come first. */
export function earlierReplies({ evidence }: Pick<Suppression, 'evidence'>): Earlier[] {
  const before = record(evidence.before);
  const former = evidenceReply({ evidence: record(before.evidence) });
  const earlier = Array.isArray(evidence.earlier) ? evidence.earlier.map(record) : [];
  return [
    ...(former === null ? [] : [{ at: text(before.endedAt), reply: former }]),
    ...earlier.map((one) => ({
      at: text(one.at),
      reply: text(one.replyText) ?? text(one.note) ?? 'no words were kept',
    })),
  ];
}
