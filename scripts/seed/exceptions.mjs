// What becomes of people in trouble, campaign by campaign, by the product's own judgement: failures, and what they lead to.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap.mjs';
import { hashOf, idAt, offsetMs } from './random.mjs';
import { WAIT_MINUTES } from './troubles.mjs';
import { troubleAt } from './world.mjs';

const load = (...parts) => import(pathToFileURL(path.join(root, ...parts)).href);

/** Days until a returned message comes back, at most. */
const BACK_WITHIN_MS = 2 * 86_400_000;

/**
 * Walks everybody in trouble through the year.
 *
 * @param options.people, options.world, options.campaigns of people.mjs, world.mjs and campaigns.mjs
 * @returns { exceptions, failures, suppressions, standings }: deliveries that are not simply accepted, and what came of them
 */
export async function makeExceptions({ people, world, campaigns, seed, now }) {
  const { decideEffect, decideExpiry, defaultPolicyInForce } = await load('apps/worker/dist/outcome/decide-effect.js');
  const { judgeFailures } = await load('packages/database/dist/judge-failures.js');
  const all = { exceptions: [], failures: [], suppressions: [], standings: [] };
  for (const person of people) if (person.trouble !== null && person.status !== 'unconfirmed') walk(person);
  return all;

  function walk(person) {
    const { cause, from } = person.trouble;
    const state = { counted: [], isSuppressed: null, soft: 0, lastAcceptedAt: null, hits: 0, isComplained: false };
    for (const campaign of campaigns) {
      if (campaign.at <= person.joinedAt || (person.leftAt !== null && campaign.at >= person.leftAt)) continue;
      const hash = deliveryHash(seed, person.n, campaign.i);
      const at = campaign.at + offsetMs(hash, campaign.lengthMs);
      if (
        state.isSuppressed !== null &&
        (state.isSuppressed.expiresAt === null || state.isSuppressed.expiresAt > campaign.at)
      ) {
        state.isSuppressed.hits += 1;
        state.isSuppressed.lastHitAt = campaign.at;
        all.exceptions.push({
          n: person.n,
          i: campaign.i,
          state: 'suppressed',
          reason: state.isSuppressed.cause,
          tries: 0,
          template: null,
          category: null,
          settledMs: 0,
        });
        continue;
      }
      const isStruck = (campaign.i - 1) / campaigns.length >= from && chanceOf(hash) < cause.chance;
      if (
        !isStruck ||
        at + WAIT_MINUTES[cause.tries] * 60_000 > now - BACK_WITHIN_MS * (cause.outcome === 'returned' ? 1 : 0)
      ) {
        // Accepted, or it is too young to have ended: the plain way of the others.
        if (!isStruck) Object.assign(state, { counted: [], lastAcceptedAt: at });
        continue;
      }
      strike(person, campaign, { cause, hash, at, state });
    }
    const isDead = state.isSuppressed?.cause === 'hard_bounce';
    const standing = state.isComplained ? 'complained' : isDead ? 'hard' : state.counted.length > 0 ? 'failing' : null;
    if (standing !== null) all.standings.push({ person, standing, counted: state.counted });
  }

  function strike(person, campaign, { cause, hash, at, state }) {
    const template = cause.outcome === 'complained' ? null : troubleAt(person.domain, cause.key);
    const isLate = cause.outcome === 'returned' || cause.outcome === 'complained';
    const settledMs = isLate
      ? 60_000 + Math.floor(chanceOf(hash) * 3_600_000)
      : (WAIT_MINUTES[cause.tries - 1] ?? 0) * 60_000;
    const said = cause.outcome === 'returned' ? world.returned[cause.key] : world.templates[template]?.classification;
    const category = cause.outcome === 'complained' ? 'complaint' : said.category;
    const isExpired = cause.outcome === 'expired';
    all.exceptions.push({
      n: person.n,
      i: campaign.i,
      state: cause.outcome,
      reason: null,
      tries: cause.tries,
      template: isLate ? null : template,
      category,
      settledMs,
    });
    if (cause.outcome === 'complained') return complain(person, campaign, { state, hash, at, settledMs });
    const { effect, terms } = isExpired
      ? decideExpiry({ category, scope: said.scope }, defaultPolicyInForce)
      : decideEffect('refused', said, defaultPolicyInForce);
    if (terms === null) return;
    const failure = {
      ...{ n: person.n, i: campaign.i, at: new Date(at), effect, group: terms.group, terms, mayPass: terms.mayPass },
      ...{
        category,
        ruleId: said.ruleId,
        isReturned: cause.outcome === 'returned',
        evidence: { deliveryId: idAt(campaign.at, hash), category, ruleId: said.ruleId },
      },
    };
    all.failures.push(failure);
    state.counted.push(failure);
    const verdict = judgeFailures({ effect, terms, counted: state.counted, probation: null });
    if (verdict !== null) suppress(person, campaign, { state, verdict, atMs: at + settledMs, hash });
  }

  function suppress(person, campaign, { state, verdict, atMs, hash }) {
    const { cause, expiresDays, basis } = verdict;
    const expiresAt = expiresDays === null ? null : atMs + expiresDays * 86_400_000;
    // One that ran out is closed, so that a new one of the same cause can stand.
    if (state.isSuppressed !== null) state.isSuppressed.liftedAt = state.isSuppressed.expiresAt;
    state.isSuppressed = {
      liftedAt: null,
      n: person.n,
      i: campaign.i,
      person,
      cause,
      basis,
      atMs,
      expiresAt,
      hits: 0,
      lastHitAt: null,
      deliveryId: idAt(campaign.at, hash),
    };
    all.suppressions.push(state.isSuppressed);
  }

  function complain(person, campaign, { state, hash, at, settledMs }) {
    state.isComplained = true;
    const verdict = { cause: 'complaint', expiresDays: null, basis: { why: 'complaint' } };
    suppress(person, campaign, { state, verdict, atMs: at + settledMs, hash });
  }
}

/** What everything about one delivery follows from. `seed.hash` is the same in SQL. */
export const deliveryHash = (seed, n, i) => hashOf(`${seed} ${n} ${i}`);

/** 0 to below 1, from digits of the hash nothing else uses. */
const chanceOf = (hash) => Number.parseInt(hash.slice(26, 32), 16) / 16 ** 6;
