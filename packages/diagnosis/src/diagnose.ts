// Evidence to verdict: the first row of the catalogue that applies speaks, in the words of the catalogue.

import { blocklistNamed, ipNamed } from './catalogue/block-lists.js';
import { byChoice } from './catalogue/by-choice.js';
import { forward, forwardTarget } from './catalogue/forward.js';
import { herServer } from './catalogue/her-server.js';
import { ourSide } from './catalogue/our-side.js';
import { patience } from './catalogue/patience.js';
import { recipient } from './catalogue/recipient.js';
import type { Evidence } from './evidence.js';
import { type Facts, readable, readFacts } from './facts.js';
import { behindTheSameProvider, domainsSayingTheSame, isWidespread } from './others-alike.js';
import { providerOf } from './providers.js';
import { suggestDomain } from './suggest-domain.js';
import type { CatalogueRow, Verdict } from './verdict.js';
import { othersOf, reasonsOf } from './why.js';
import { english } from './words/english.js';
import type { HeldBack, RowName, RowParams } from './words/row-words.js';
import type { Words } from './words/words.js';

const DAY_MS = 86_400_000;

/** Order is meaning: what we decided ourselves, then what lies behind her, then us, then her, then patience. */
export const catalogue: readonly CatalogueRow[] = [
  ...byChoice,
  ...forward,
  ...ourSide,
  ...recipient,
  ...herServer,
  ...patience,
];

/**
 * Says why an address does not get the campaigns, or that it does.
 *
 * Pure: no clock (`evidence.now`), no order of its own (deliveries come newest first). Never throws on remote text.
 * "unclear" is an honest answer and suppresses nobody by itself.
 */
export function diagnose(evidence: Evidence, words: Words = english): Verdict {
  const facts = readFacts(evidence);
  const row = rowFor(facts);
  const underlying = underlyingOf(facts, words);
  const text = words.rows[row.cause];
  const params = paramsFor(facts, row, underlying, words);
  const isTrouble = facts.suppression !== null || facts.trouble !== null;
  const willNotHelp = [...text.whatWillNotHelp(params)];
  if (isTrouble && facts.timesReAdded > 0) willNotHelp.unshift(words.general.readding(facts.timesReAdded));
  return {
    headline: text.headline(params),
    // What holds her back is known; what it rests on only as well as the replies tell.
    certainty: underlying?.certainty ?? certaintyOf(facts, row),
    side: row.cause === 'held_back' && underlying !== null ? underlying.side : row.side,
    cause: row.cause,
    underlying: underlying?.cause ?? wishBehind(facts),
    since: sinceOf(facts, row),
    failed: params.failed,
    of: params.tried,
    why: reasonsOf(facts, params, text, words),
    others: othersOf(facts, params, words),
    whatToDo: [...text.whatToDo(params)],
    whatWillNotHelp: willNotHelp,
    evidenceIds: evidenceIdsOf(facts),
  };
}

function rowFor(facts: Facts): CatalogueRow {
  const row = catalogue.find((candidate) => candidate.applies(facts));
  if (row === undefined) throw new Error('The last row of the catalogue must apply to everything.');
  return row;
}

/** A person is no signature: what rests on a match by hand is likely at most. */
function certaintyOf(facts: Facts, row: CatalogueRow): Verdict['certainty'] {
  const certainty = row.certainty(facts);
  return certainty === 'certain' && facts.suppression === null && facts.trouble?.returned?.matchedBy
    ? 'likely'
    : certainty;
}

/** The other domains a sentence of this row speaks of. */
function domainsMeant(facts: Facts, { cause }: CatalogueRow): number {
  if (cause === 'vendor_blocks_us') return behindTheSameProvider(facts).refused;
  const alike = facts.comparison?.domainsRefusingAlike ?? 0;
  return cause === 'our_way_out' || isWidespread(facts) ? alike : domainsSayingTheSame(facts);
}

function sinceOf({ suppression, since, evidence }: Facts, row: CatalogueRow): Date | null {
  if (suppression !== null) return suppression.createdAt;
  if (row.cause !== 'unsubscribed' && row.cause !== 'scanner_unsubscribed') return since;
  const left = evidence.memberships.flatMap((one) => one.unsubscribedAt ?? []);
  return left.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

function paramsFor(facts: Facts, row: CatalogueRow, underlying: Verdict | null, words: Words): RowParams {
  const { evidence, trouble, latest, trials } = facts;
  const host = trouble?.mxHost ?? latest?.mxHost ?? null;
  const since = sinceOf(facts, row);
  const tried = trials.length;
  const stage = trouble?.stage ?? '';
  const begun = trouble?.delivery.attempts[0]?.at ?? trouble?.delivery.at;
  return {
    address: evidence.address,
    domain: evidence.domainName,
    provider: providerOf(host ?? evidence.mxHosts[0] ?? null) ?? evidence.domainName,
    host: host === null ? evidence.domainName : readable(host),
    since: since === null ? null : words.general.day(since),
    failed: trials.filter((trial) => trial.result === 'failed').length,
    tried,
    stage: words.general.stages[stage] ?? words.general.unknownStage,
    suggestion: suggestDomain(evidence.domainName),
    blocklist: blocklistNamed(facts),
    ip: ipNamed(facts),
    forwardTarget: forwardTarget(facts),
    domainsRefusingAlike: domainsMeant(facts, row),
    colleagues: facts.comparison?.domainTried ?? 0,
    nextTry: trouble?.delivery.nextAttemptAt ? words.general.moment(trouble.delivery.nextAttemptAt) : null,
    days: begun && trouble ? Math.max(1, Math.round((trouble.at.getTime() - begun.getTime()) / DAY_MS)) : 1,
    isGivenUp: trouble?.result === 'failed',
    heldBack: heldBackOf(facts, underlying),
  };
}

/** What the evidence would say if Doorstep had not begun to hold the address back for it; null without such a hold. */
function underlyingOf({ suppression, trouble, evidence }: Facts, words: Words): Verdict | null {
  if (suppression === null || trouble === null) return null;
  if (suppression.cause !== 'hard_bounce' && suppression.cause !== 'soft_bounces') return null;
  return diagnose({ ...evidence, suppressions: [], memberships: [] }, words);
}

/** A hold that the person asked for says itself what it rests on. */
function wishBehind({ suppression }: Facts): RowName | null {
  if (suppression?.cause === 'complaint') return 'complained';
  return suppression?.cause === 'unsubscribed_all' ? 'unsubscribed' : null;
}

function heldBackOf({ suppression }: Facts, underlying: Verdict | null): HeldBack | null {
  if (suppression === null) return null;
  return {
    cause: suppression.cause,
    actor: readable(suppression.actor),
    reason: suppression.reason === null ? null : readable(suppression.reason),
    scope: suppression.scope,
    hits: suppression.hits,
    underlying: underlying?.headline ?? null,
    underlyingToDo: underlying?.whatToDo ?? [],
  };
}

function evidenceIdsOf({ suppression, troubles, latest, evidence }: Facts): string[] {
  const trials = troubles.length > 0 ? troubles : latest === null ? [] : [latest];
  const readded = evidence.events.filter((event) => event.kind === 'subscriber_deleted' || event.detail.again === true);
  return [
    ...(suppression === null ? [] : [suppression.id]),
    ...trials.flatMap((trial) => trial.evidenceId ?? []),
    ...readded.map((event) => event.id),
  ].slice(0, 50);
}
