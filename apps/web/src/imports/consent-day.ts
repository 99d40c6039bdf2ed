// The day of a consent: as the date field of this device shows it, and as a time for the API.
import { localDay } from '../parts/local-day';

/** "2026-11-24" in the zone of this device. */
export const consentDay = (at: string): string => localDay(new Date(at));

/** The first moment of that day on this device, in UTC. */
export const consentTime = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** What is wrong with a chosen day; null when nothing is. */
export function dayFault(
  day: string,
  mayBeEmpty: boolean,
  today = consentDay(new Date().toISOString()),
): string | null {
  if (day === '') return mayBeEmpty ? null : 'Say since when; roughly is better than not at all.';
  return day > today ? 'Nobody can have agreed on a day that is still to come.' : null;
}
