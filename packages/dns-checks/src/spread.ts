// "Not seen everywhere yet": which name servers do not show a record as its zone has it, and until when at the latest.
import { ask } from './ask.js';
import type { Check, NameServerView, Spread } from './check.js';
import type { NameServers } from './everywhere.js';

interface SpreadInput {
  readonly recordName: string;
  readonly recordType: string;
  readonly views: readonly NameServerView[];
  readonly servers: NameServers;
  /** When the record was first seen so. */
  readonly since: Date;
  readonly now: Date;
}

/** Answers that may well differ from place to place and be right everywhere. */
const MAY_DIFFER: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/** @returns null while all that answer agree, and where nobody has the record right: then the check itself says what to do */
export async function spreadOf(given: SpreadInput): Promise<Spread | null> {
  const { recordType, since, now } = given;
  const views = MAY_DIFFER.has(recordType) ? [...given.views] : compared(given.views);
  if (!views.some(({ result }) => result === 'right') || !views.some(isBehind)) return null;
  const ends = await Promise.all([
    resolversEnd({ ...given, views }, now),
    views.some((view) => view.kind === 'authoritative' && isBehind(view)) ? zoneEnd(given) : null,
  ]);
  const known = ends.flat().filter((one) => one !== null);
  const until = known.length === 0 ? null : new Date(Math.max(...known)).toISOString();
  return { since: since.toISOString(), until, views };
}

/** What failed goes on failing, but says who has it right; what passed is one to look at. */
export function withSpread(check: Check, spread: Spread): Check {
  const { views } = spread;
  const own = views.filter(({ kind }) => kind === 'authoritative');
  const behind = views.filter(isBehind);
  const isGone = own.some(isBehind) && !own.some(({ result }) => result === 'right');
  const result = check.result === 'pass' ? 'warn' : check.result;
  if (isGone)
    return {
      ...{ ...check, result, spread },
      words: `The servers of the zone do not have this record as it should be any more; it is only remembered elsewhere. ${sayings(behind)} Set it again before it is forgotten.`,
    };
  const todo = own.some(isBehind)
    ? 'Servers of the zone should agree within the hour; if they do not, ask whoever runs them.'
    : 'There is nothing to do but wait.';
  return {
    ...{ ...check, result, spread },
    words: `Not seen everywhere yet: ${views.filter(({ result: one }) => one === 'right').length} of ${views.length} name servers show it as it should be. ${sayings(behind)} ${todo}`,
  };
}

const isBehind = ({ result }: NameServerView) => result !== 'right' && result !== 'unknown';

const sayings = (views: readonly NameServerView[]) =>
  views.map(({ server, result }) => `${upper(server)} ${saying[result]}.`).join(' ');

const saying: Readonly<Record<NameServerView['result'], string>> = {
  right: 'shows it',
  missing: 'has nothing there',
  different: 'shows another one',
  several: 'shows several',
  unknown: 'gives no answer',
};

/** Names of hosts stay as they are written. */
const upper = (server: string) => (/^(the|our) /.test(server) ? server[0]!.toUpperCase() + server.slice(1) : server);

/** Two records may both be in order and only one of them be today's: the zone's own servers say which. */
function compared(views: readonly NameServerView[]): NameServerView[] {
  const today = views.find(({ result }) => result === 'right');
  return views.map((view) =>
    view.result === 'right' && today !== undefined && textOf(view) !== textOf(today)
      ? { ...view, result: 'different', words: 'It shows another one, which is in order too.' }
      : view,
  );
}

const textOf = ({ found }: NameServerView) =>
  found
    .map((one) => one.toLowerCase().replace(/\.$/, ''))
    .sort()
    .join('\n');

/** In milliseconds of the clock, one for each resolver that says how long it keeps its answer. */
function resolversEnd({ views, servers, recordName, recordType }: SpreadInput, now: Date): Promise<(number | null)[]> {
  const behind = new Set(
    views.filter((view) => view.kind === 'resolver' && isBehind(view)).map(({ server }) => server),
  );
  const asked = servers.resolvers.filter(({ name }) => behind.has(name));
  return Promise.all(
    asked.map(async ({ secondsLeft }) => {
      const seconds = (await secondsLeft?.(recordName, recordType)) ?? null;
      return seconds === null ? null : now.getTime() + seconds * 1000;
    }),
  );
}

/**
 * RFC 1035 §3.3.13: a server that lags asks for the zone again after `refresh`; what it said until then is kept for the negative
 * TTL elsewhere.
 */
async function zoneEnd({ recordName, servers, since }: SpreadInput): Promise<number | null> {
  const [first] = servers.resolvers;
  const labels = recordName.split('.');
  for (let at = 0; first !== undefined && at < labels.length - 1; at++) {
    const soa = await ask<unknown>(asList(first.ask), labels.slice(at).join('.'), 'SOA');
    if (soa.kind === 'unknown') return null;
    if (soa.kind === 'absent') continue;
    const { refresh, minttl } = soa.values[0] as { refresh: number; minttl: number };
    return since.getTime() + (refresh + minttl) * 1000;
  }
  return null;
}

/** SOA is the one type of which node:dns gives a single object. */
const asList =
  (resolver: NameServers['resolvers'][number]['ask']): typeof resolver =>
  async (name, type) => [await resolver(name, type)];
