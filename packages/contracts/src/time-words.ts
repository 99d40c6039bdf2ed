// The words of days, clocks and zones that a person types into a time field, English and German.

/** 1 is Monday, 7 is Sunday. */
export const WEEKDAYS: ReadonlyMap<string, number> = named([
  ['monday', 'mon', 'montag', 'mo'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'di'],
  ['wednesday', 'wed', 'mittwoch', 'mi'],
  ['thursday', 'thu', 'thur', 'thurs', 'donnerstag', 'do'],
  ['friday', 'fri', 'freitag', 'fr'],
  ['saturday', 'sat', 'samstag', 'sonnabend', 'sa'],
  ['sunday', 'sun', 'sonntag', 'so'],
]);

/** 1 is January. */
export const MONTHS: ReadonlyMap<string, number> = named([
  ['january', 'jan', 'januar', 'jänner'],
  ['february', 'feb', 'februar', 'feber'],
  ['march', 'mar', 'märz', 'mär'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
]);

/** Days from today. */
export const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['heute', 0],
  ['tomorrow', 1],
  ['morgen', 1],
  ['overmorrow', 2],
  ['übermorgen', 2],
]);

export const NOON: ReadonlySet<string> = new Set(['noon', 'midday', 'mittag', 'mittags']);

const MINUTE = ['minute', 'minutes', 'min', 'mins', 'minuten'];
const HOUR = ['hour', 'hours', 'h', 'hr', 'hrs', 'stunde', 'stunden', 'std'];
const DAY = ['day', 'days', 'tag', 'tage', 'tagen'];
const WEEK = ['week', 'weeks', 'woche', 'wochen'];

type Unit = { readonly minutes: number } | { readonly days: number };

/** How many minutes a unit has; days and weeks keep the time on the clock. */
export const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...MINUTE.map((word) => [word, { minutes: 1 }] as const),
  ...HOUR.map((word) => [word, { minutes: 60 }] as const),
  ...DAY.map((word) => [word, { days: 1 }] as const),
  ...WEEK.map((word) => [word, { days: 7 }] as const),
]);

export const ONE: ReadonlySet<string> = new Set(['a', 'an', 'one', 'ein', 'eine', 'einem', 'einer']);

/** They say nothing that matters between the other words. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...['at', 'on', 'the', 'this', 'next', 'coming', 'um', 'am', 'den', 'der', 'diesen', 'kommenden', 'nächsten'],
  ...['uhr', "o'clock", 'in', 'time', 'zeit'],
]);

let zoneNames: ReadonlyMap<string, string> | null = null;

/**
 * Every time zone, by what people call it: "europe/berlin", and "berlin" where only one zone ends so.
 *
 * @returns small letters, blanks instead of underscores → the name of the zone
 */
export function zonesByName(): ReadonlyMap<string, string> {
  if (zoneNames) return zoneNames;
  const names = new Map<string, string>([
    ['utc', 'UTC'],
    ['gmt', 'UTC'],
  ]);
  const zones = Intl.supportedValuesOf('timeZone');
  for (const zone of zones) names.set(spoken(zone), zone);
  const cities = Map.groupBy(zones, (zone) => spoken(zone.slice(zone.lastIndexOf('/') + 1)));
  for (const [city, [zone, another]] of cities)
    if (zone !== undefined && another === undefined && !names.has(city)) names.set(city, zone);
  zoneNames = names;
  return names;
}

/** Whether the rules of the zone are known here. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // "+02:00" knows no summer time
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false; // Intl throws for a zone it does not know
  }
}

const spoken = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

function named(groups: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(groups.flatMap((words, at) => words.map((word) => [word, at + 1] as const)));
}
