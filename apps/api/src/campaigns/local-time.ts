// A wall-clock time in a named zone as one moment: times that do not exist or exist twice are told, never guessed.
import type { CampaignSchedule } from '@doorstep/contracts';

export type LocalMoment =
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'unknown-zone' }
  | { readonly kind: 'unknown-time' }
  /** Clocks skip it; the nearest wall times before and after. */
  | { readonly kind: 'skipped'; readonly before: string; readonly after: string }
  /** Clocks show it twice; the offsets it has. */
  | { readonly kind: 'twice'; readonly offsets: readonly [string, string] };

/**
 * Resolves after RFC 9557 and the rules of Temporal: the zone's rules decide, whatever the season.
 *
 * @param schedule `offset` chooses between the two of a time that exists twice; elsewhere it must be the zone's own
 */
export function readLocalTime({ localTime, timeZone, offset }: CampaignSchedule): LocalMoment {
  if (!/^[A-Za-z]/.test(timeZone)) return { kind: 'unknown-zone' }; // "+02:00" knows no summer time
  const wall = readWall(localTime);
  if (wall === null) return { kind: 'unknown-time' };
  let earlier: Temporal.ZonedDateTime;
  try {
    earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unknown-zone' };
    throw error;
  }
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (!earlier.toPlainDateTime().equals(wall)) return { kind: 'skipped', before: show(earlier), after: show(later) };
  const candidates = earlier.equals(later) ? [earlier] : [earlier, later];
  const chosen = offset === undefined ? candidates : candidates.filter((moment) => moment.offset === offset);
  if (chosen.length === 1) return { kind: 'moment', at: new Date(chosen[0]!.epochMilliseconds) };
  if (candidates.length === 2) return { kind: 'twice', offsets: [earlier.offset, later.offset] };
  return { kind: 'moment', at: new Date(earlier.epochMilliseconds) };
}

function readWall(localTime: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(localTime, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null; // 31 February
    throw error;
  }
}

const show = (moment: Temporal.ZonedDateTime): string => moment.toPlainDateTime().toString({ smallestUnit: 'minute' });
