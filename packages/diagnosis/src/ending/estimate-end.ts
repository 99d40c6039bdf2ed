// When the last message of a campaign has had its first try, from the limits that hold now and the pace that was measured; or why nobody can say.

/** A mail server as the campaign meets it, over all source addresses it may be sent from. */
export interface EndingSite {
  readonly name: string;
  /** First tries that are still to come there. */
  readonly people: number;
  /** Messages of other campaigns that are due there now, over the same connections. Whose turn comes first is not fixed: they are taken to go first. */
  readonly othersDue: number;
  /** Connections that may be open at once; 1 or more. */
  readonly connections: number;
  /** What one message takes on one connection, as measured lately; null: never sent there. */
  readonly secondsPerMessage: number | null;
  /** Messages a minute at most; null: no such limit. */
  readonly ratePerMinute: number | null;
  readonly pausedUntil: Date | null;
  /** What the warm-up of the source addresses leaves for today (UTC); null: no such limit. */
  readonly leftToday: number | null;
}

export interface EndingFacts {
  readonly now: Date;
  /** When its first message may leave; not before `now`. */
  readonly startsAt: Date;
  readonly sites: readonly EndingSite[];
  /** Everything is paused by a person: until then, or until somebody resumes it. */
  readonly pause: { readonly until: Date | null } | null;
  /** What all sending together is slowed to. */
  readonly ratePerMinute: number | null;
  /** Messages of other campaigns that are due now, at any mail server. */
  readonly othersDue: number;
  /** The latest first try by the campaign's own spread, limit and readers' clocks; null: none of them. */
  readonly spreadUntil: Date | null;
  /** Deliveries that were put off and are tried again. */
  readonly retrying: number;
  /** When the last of them is given up. */
  readonly retryUntil: Date | null;
  /** The hours it may go in: the stretch a moment lies in, or the next; null: never. */
  readonly opens: (at: Date) => { readonly from: Date; readonly until: Date } | null;
}

export type Ending =
  /** `because` is a clause: "because Google takes 5 connections at once (about 300 messages a minute)" */
  | { readonly kind: 'about'; readonly lastAt: Date; readonly because: string; readonly isRough: boolean }
  /** Not before then; how much later nobody can say. */
  | { readonly kind: 'not_before'; readonly lastAt: Date; readonly because: string; readonly isRough: boolean }
  | { readonly kind: 'unknown'; readonly because: string }
  /** Everybody was tried once. */
  | { readonly kind: 'retries'; readonly retrying: number; readonly until: Date | null }
  | { readonly kind: 'done' };

/** Stretches of hours looked through: more than two years of working days. */
const MOST_STRETCHES = 600;
const DAY_MS = 86_400_000;

/**
 * The slowest mail server decides, unless a limit of all sending or of the campaign is slower still. What other campaigns have due at the
 * same connections is taken to go first, from now on, so that a promise holds whoever's turn it is. A server nobody sent to yet is
 * taken to be as fast as the middle one of those that were measured, and the answer is called rough.
 */
export function estimateEnd(facts: EndingFacts): Ending {
  const sites = facts.sites.filter(({ people }) => people > 0);
  const people = sites.reduce((sum, site) => sum + site.people, 0);
  if (people === 0)
    return facts.retrying > 0
      ? { kind: 'retries', retrying: facts.retrying, until: facts.retryUntil }
      : { kind: 'done' };
  if (facts.pause !== null && facts.pause.until === null)
    return { kind: 'unknown', because: 'all sending is paused until somebody resumes it' };
  const measured = sites.flatMap((site) => site.secondsPerMessage ?? []).sort((a, b) => a - b);
  const usual = measured[Math.floor(measured.length / 2)];
  if (usual === undefined)
    return {
      kind: 'unknown',
      because: 'nothing was sent to any of these mail servers yet, so nobody knows how fast they take mail',
    };
  const begins = later(facts.startsAt, facts.pause?.until ?? facts.now);
  const ends = [...sites.map((site) => siteEnd(site, usual, begins, facts.now)), ...wholeEnds(facts, people, begins)];
  const last = ends.reduce((slowest, end) => (end.at > slowest.at ? end : slowest));
  const open = withinHours(begins, last.at, facts.opens);
  if (open === null) return { kind: 'unknown', because: 'the hours it may go in are never open together' };
  const tight = sites.filter((site) => site.leftToday !== null && site.people + site.othersDue > site.leftToday);
  const guessed = sites.reduce((sum, site) => sum + (site.secondsPerMessage === null ? site.people : 0), 0);
  const isRough = guessed * 5 > people;
  if (tight.length > 0) {
    const worst = tight.reduce((most, site) => (site.people > most.people ? site : most));
    const because = `because the warm-up of your source addresses leaves ${number(worst.leftToday!)} more for ${worst.name} today, and ${number(worst.people + worst.othersDue)} are to go there`;
    return { kind: 'not_before', lastAt: later(open.at, nextDay(begins)), because, isRough };
  }
  const waits = open.isHeld ? ', and only in the hours it may go in' : '';
  return { kind: 'about', lastAt: open.at, because: `because ${last.because}${waits}`, isRough };
}

interface End {
  readonly at: Date;
  readonly because: string;
}

function siteEnd(site: EndingSite, usualSeconds: number, begins: Date, now: Date): End {
  const byConnections = (site.connections * 60) / Math.max(0.001, site.secondsPerMessage ?? usualSeconds);
  const isSlowed = site.ratePerMinute !== null && site.ratePerMinute < byConnections;
  const perMinute = isSlowed ? site.ratePerMinute! : byConnections;
  const from = later(begins, site.pausedUntil ?? begins);
  const turn = later(from, after(later(now, site.pausedUntil ?? now), site.othersDue / perMinute));
  const at = after(turn, site.people / perMinute);
  const others = turn > from ? `, and ${messages(site.othersDue)} of other campaigns go there too` : '';
  if (from > begins) return { at, because: `${site.name} rests for a while first${others}` };
  if (isSlowed)
    return { at, because: `${site.name} is slowed to ${number(site.ratePerMinute!)} messages a minute${others}` };
  const connections = site.connections === 1 ? '1 connection' : `${number(site.connections)} connections`;
  const pace = `(about ${number(perMinute)} messages a minute)`;
  return { at, because: `${site.name} takes ${connections} at once ${pace}${others}` };
}

/** What holds for the campaign as a whole. */
function wholeEnds(facts: EndingFacts, people: number, begins: Date): End[] {
  const { ratePerMinute, spreadUntil, othersDue, now } = facts;
  const ends: End[] = [];
  if (ratePerMinute !== null) {
    const turn = later(begins, after(now, othersDue / ratePerMinute));
    const others = turn > begins ? `, and ${messages(othersDue)} of other campaigns are due too` : '';
    ends.push({
      at: after(turn, people / ratePerMinute),
      because: `all sending is slowed to ${number(ratePerMinute)} messages a minute${others}`,
    });
  }
  if (spreadUntil !== null) ends.push({ at: spreadUntil, because: 'its first tries are spread' });
  return ends;
}

/** The same amount of work, done only while it is open. */
function withinHours(
  begins: Date,
  ends: Date,
  opens: EndingFacts['opens'],
): { readonly at: Date; readonly isHeld: boolean } | null {
  let workMs = Math.max(0, ends.getTime() - begins.getTime());
  let at = begins;
  for (let seen = 0; seen < MOST_STRETCHES; seen++) {
    const stretch = opens(at);
    if (stretch === null) return null;
    const from = later(at, stretch.from);
    const room = stretch.until.getTime() - from.getTime();
    if (workMs <= room) {
      const found = new Date(from.getTime() + workMs);
      return { at: found, isHeld: found.getTime() - ends.getTime() > 1000 };
    }
    workMs -= room;
    at = stretch.until;
  }
  return null;
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const messages = (count: number): string => (count === 1 ? '1 message' : `${number(count)} messages`);
const nextDay = (at: Date): Date => new Date((Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS);

/** "1,200", and below ten with one digit: "2.5". */
const number = (value: number): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
