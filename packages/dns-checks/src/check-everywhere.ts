// The checks of a sending domain, and for each record whether all name servers show it yet.

import { ABSENT } from './ask.js';
import type { Check, Reach, Resolver, SendingDomainFacts } from './check.js';
import { type CheckRun, checkRuns, isSameCheck, withSources } from './check-sending-domain.js';
import { type NameServers, type Seen, viewsOf } from './everywhere.js';
import { spreadOf, withSpread } from './spread.js';

/** Of others, or judged by more than the one record that is named. */
const NOT_OF_ONE_RECORD: ReadonlySet<Check['name']> = new Set(['alignment', 'blocklist']);

interface CheckBefore {
  readonly name: string;
  readonly recordName: string | null;
  readonly spread?: { readonly since: string } | undefined;
}

export interface EverywhereOptions {
  readonly servers: NameServers;
  /** What the last check said: since when a record is not seen everywhere. */
  readonly before: readonly CheckBefore[] | null;
  readonly now: Date;
}

/**
 * Checks by the first resolver, then asks for each record at the servers of its zone and at all resolvers. One that some show
 * rightly and others do not is "not seen everywhere yet": it carries a `spread`, and passes no longer.
 *
 * @throws Error when there is no resolver: a fault of the caller
 */
export async function checkEverywhere(given: SendingDomainFacts, options: EverywhereOptions): Promise<Check[]> {
  const [first] = options.servers.resolvers;
  if (first === undefined) throw new Error('checkEverywhere needs a resolver');
  const resolver = remembered(first.ask);
  const facts = await withSources(reachedOnce(given), resolver);
  const checked = await Promise.all(
    checkRuns.map(async (run) => {
      const checks = [await run(facts, resolver)].flat();
      return Promise.all(checks.map((check) => lookedUp(check, run, facts, resolver, options)));
    }),
  );
  return checked.flat();
}

async function lookedUp(
  check: Check,
  run: CheckRun,
  facts: SendingDomainFacts,
  resolver: Resolver,
  { servers, before, now }: EverywhereOptions,
): Promise<Check> {
  const { recordName, recordType } = check;
  if (recordName === null || recordType === null || NOT_OF_ONE_RECORD.has(check.name)) return check;
  const views = await viewsOf(recordName, servers, async (ask, at) => {
    const there: Resolver = (name, type) => {
      if (type !== recordType) return resolver(name, type);
      if (name === recordName) return ask(at, type);
      // The policy may stand at any step up the tree, mostly in the same zone.
      return check.name === 'dmarc' && name.startsWith('_dmarc.')
        ? ask(name, type).catch((error: { code?: string }) => unlessAbsent(error, () => resolver(name, type)))
        : resolver(name, type);
    };
    const seen = [await run(facts, there)].flat().find((one) => isSameCheck(one, check));
    return seen === undefined ? { result: 'unknown', words: 'Nothing can be said.', found: [] } : viewOf(seen);
  });
  const since = before?.find((one) => isSameCheck(one, check))?.spread?.since ?? now.toISOString();
  const spread = await spreadOf({ recordName, recordType, views, servers, since: new Date(since), now });
  return spread === null ? check : withSpread(check, spread);
}

/** A server that is not asked for that zone refuses: the resolver knows who is. */
function unlessAbsent(error: { code?: string }, otherwise: () => Promise<unknown>): Promise<unknown> {
  return error.code !== undefined && ABSENT.has(error.code) ? Promise.reject(error) : otherwise();
}

function viewOf({ result, words, found }: Check): Seen {
  if (result === 'unknown') return { result, words, found: [] };
  if (result !== 'fail') return { result: 'right', words, found };
  if (found.length === 0) return { result: 'missing', words: 'It has no such record.', found };
  return { result: found.length > 1 ? 'several' : 'different', words, found };
}

/** Within one check a question is asked once, whatever the answer is. */
function remembered(ask: Resolver): Resolver {
  const known = new Map<string, Promise<unknown>>();
  return (name, type) => {
    const key = `${type} ${name}`;
    const answer = known.get(key) ?? ask(name, type);
    known.set(key, answer);
    return answer;
  };
}

function reachedOnce({ tracking, ...facts }: SendingDomainFacts): SendingDomainFacts {
  if (tracking === undefined) return facts;
  const known = new Map<string, ReturnType<Reach>>();
  const reach: Reach = (url, ip) => {
    const answer = known.get(ip) ?? tracking.reach(url, ip);
    known.set(ip, answer);
    return answer;
  };
  return { ...facts, tracking: { ...tracking, reach } };
}
