// One line in plain words for a delivery, an attempt, a returned message, an event of an address.
import { readable } from './facts.js';
import { english } from './words/english.js';
import type { Words } from './words/words.js';

export interface DescribedDelivery {
  readonly state: string;
  readonly reason: string | null;
  readonly category: string | null;
  readonly nextAttemptAt: Date | null;
}

export function describeDelivery(delivery: DescribedDelivery, words: Words = english): string {
  const isHeld = ['suppressed', 'excluded', 'held'].includes(delivery.state);
  const say = words.describe.delivery[delivery.state];
  if (say === undefined) return delivery.state;
  return say({
    cause: isHeld ? reasonClause(delivery.reason, words) : categoryClause(delivery.category, words),
    next: delivery.nextAttemptAt === null ? '' : words.general.nextTry(words.general.moment(delivery.nextAttemptAt)),
  });
}

export interface DescribedAttempt {
  readonly outcome: string | null;
  readonly stage: string | null;
  readonly category: string | null;
  readonly replyCode: number | null;
  readonly mxHost: string | null;
}

export function describeAttempt(attempt: DescribedAttempt, words: Words = english): string {
  const { general, describe } = words;
  // Without a reply nobody "said" anything: the conversation just ended.
  const isSilent = attempt.replyCode === null && (attempt.outcome === 'deferred' || attempt.outcome === 'refused');
  const kind = isSilent ? 'failed' : (attempt.outcome ?? 'running');
  const say = describe.attempt[kind];
  if (say === undefined) return kind;
  return say({
    host: attempt.mxHost ?? general.theirServer,
    stage: general.stages[attempt.stage ?? ''] ?? general.unknownStage,
    cause: categoryClause(attempt.category, words),
  });
}

export interface DescribedReturn {
  readonly kind: string;
  readonly category: string | null;
  readonly finalRecipient: string | null;
}

/** @param address the address the campaign went to: another one in the report is named */
export function describeReturn(returned: DescribedReturn, address: string, words: Words = english): string {
  const { returned: kinds } = words.describe;
  const final = returned.finalRecipient;
  const say = kinds[returned.kind] ?? kinds.other;
  return (
    say?.({
      cause: categoryClause(returned.category, words),
      recipient: final === null || final.toLowerCase() === address.toLowerCase() ? null : readable(final),
    }) ?? returned.kind
  );
}

export interface DescribedEvent {
  readonly kind: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export function describeEvent(event: DescribedEvent, words: Words = english): string {
  const { detail } = event;
  const text = (key: string) => (typeof detail[key] === 'string' ? readable(detail[key]) : null);
  const told = {
    actor: readable(event.actor),
    isAgain: detail.again === true,
    list: text('listName') ?? text('list'),
    lists: listNames(detail.lists),
    reason: reasonClause(text('reason') ?? text('cause'), words),
    becameOrWas: { to: text('to'), from: text('from') },
    host: text('mxHost'),
    reply: text('reply'),
    other: text('otherAddress'),
    until: text('to'),
    language: text('language'),
    isInDoubt: detail.outcome === 'in_doubt',
    isFinal: detail.isFinal === true,
  };
  return words.describe.event[event.kind]?.(told) ?? words.describe.otherEvent({ ...told, kind: event.kind });
}

function listNames(lists: unknown): string[] {
  if (!Array.isArray(lists)) return [];
  return lists.flatMap((list: { listName?: unknown } | null) =>
    typeof list?.listName === 'string' ? [readable(list.listName)] : [],
  );
}

/** "the mailbox is full": a clause for after a colon. */
export function describeCategory(category: string, words: Words = english): string {
  return words.general.categories[category] ?? category.replaceAll('_', ' ');
}

function categoryClause(category: string | null, words: Words): string {
  return category === null ? '' : `: ${describeCategory(category, words)}`;
}

function reasonClause(reason: string | null, words: Words): string {
  return reason === null ? '' : `: ${words.general.reasons[reason] ?? readable(reason)}`;
}
