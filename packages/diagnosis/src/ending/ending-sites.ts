// The mail servers of a campaign that is to end: those a provider counts together are one, and what is known of them all is said in a sentence.
import { providerOf } from '../providers.js';
import type { EndingSite } from './estimate-end.js';

/** One mail server as it is stored. */
export interface KnownSite {
  readonly provider: string | null;
  /** Its first MX host, or the domain while its MX hosts are not known. */
  readonly host: string;
  readonly people: number;
  /** Messages of other campaigns that are due there now. */
  readonly othersHere: number;
  /** The same at all servers of its provider. */
  readonly othersAtProvider: number;
  /** Over all source addresses in use; each of `sources`. */
  readonly connections: number;
  readonly sources: number;
  /** On one connection; null: nothing was sent there lately. */
  readonly secondsPerMessage: number | null;
  readonly ratePerMinute: number | null;
  readonly pausedUntil: Date | null;
  readonly leftToday: number | null;
}

/** What is told of the ground an estimate stands on. */
export interface EndingBasis {
  readonly firstTries: number;
  readonly othersDue: number;
  readonly mailServers: number;
  /** Servers whose last messages were timed. */
  readonly measured: number;
  readonly words: string;
}

/** @param limitOf connections a provider allows to one source address over all its servers; null: it does not count them together */
export function endingSites(
  rows: readonly KnownSite[],
  limitOf: (provider: string | null) => number | null,
): EndingSite[] {
  const groups = Map.groupBy(rows, (row) => (limitOf(row.provider) === null ? row : row.provider));
  return [...groups.values()].map((group) => {
    const [first] = group as [KnownSite, ...KnownSite[]];
    const sum = (of: (row: KnownSite) => number) => group.reduce((total, row) => total + of(row), 0);
    const inAll = limitOf(first.provider);
    const measured = group.flatMap((row) => row.secondsPerMessage ?? []);
    return {
      name: providerOf(first.host) ?? first.host,
      people: sum((row) => row.people),
      othersDue: inAll === null ? first.othersHere : first.othersAtProvider,
      connections: Math.max(
        1,
        Math.min(
          sum((row) => row.connections),
          (inAll ?? Number.POSITIVE_INFINITY) * first.sources,
        ),
      ),
      secondsPerMessage:
        measured.length === 0 ? null : measured.reduce((total, one) => total + one, 0) / measured.length,
      ratePerMinute: group.some((row) => row.ratePerMinute === null) ? null : sum((row) => row.ratePerMinute!),
      pausedUntil: group.every((row) => row.pausedUntil !== null) ? first.pausedUntil : null,
      leftToday: first.leftToday,
    };
  });
}

/** @returns null when nobody is left to be tried */
export function endingBasis(sites: readonly EndingSite[], othersDue: number): EndingBasis | null {
  const counted = sites.filter(({ people }) => people > 0);
  if (counted.length === 0) return null;
  const firstTries = counted.reduce((sum, { people }) => sum + people, 0);
  const measured = counted.filter(({ secondsPerMessage }) => secondsPerMessage !== null).length;
  const others =
    othersDue === 0 ? '' : `, ${said(othersDue, 'message', 'messages')} of other campaigns that are due now`;
  const words = `Based on ${said(firstTries, 'first try', 'first tries')} at ${said(counted.length, 'mail server', 'mail servers')} (${paceWords(measured, counted.length)})${others} and the limits in force.`;
  return { firstTries, othersDue, mailServers: counted.length, measured, words };
}

function paceWords(measured: number, servers: number): string {
  if (measured === 0) return 'the pace of none is known';
  if (measured === servers) return `the pace as measured of the last messages ${servers === 1 ? 'to it' : 'to each'}`;
  return `the pace of ${number(measured)} as measured of the last messages`;
}

const number = (value: number): string => new Intl.NumberFormat('en').format(value);
const said = (count: number, one: string, many: string): string => `${number(count)} ${count === 1 ? one : many}`;
