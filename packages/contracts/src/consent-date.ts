// The day somebody agreed, as files write it.

const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
/** Nobody kept such a list before. */
const FIRST_YEAR = 1970;

export type ConsentDate = { readonly at: Date } | { readonly problem: 'unreadable' | 'ambiguous' | 'in_future' };

/**
 * Reads a date or a date with a time, in UTC unless it says otherwise: 2024-02-29, 2024-02-29T18:30:00+01:00, 29.02.2024,
 * 29/02/2024 or 02/29/2024. Where day and month could be either ("03/04/2024") it is ambiguous and not guessed.
 *
 * @param text as it stands in a cell
 * @param now  nobody agreed later than this; a day is allowed for clocks east of UTC
 */
export function readConsentDate(text: string, now: Date): ConsentDate {
  const given = text.trim();
  const iso = ISO.exec(given);
  if (iso) return dated([iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]], iso[7], now);
  const dotted = DOTTED.exec(given);
  if (dotted) return dated([dotted[3], dotted[2], dotted[1], dotted[4], dotted[5], dotted[6]], undefined, now);
  const slashed = SLASHED.exec(given);
  if (!slashed) return { problem: 'unreadable' };
  const [one, other] = [Number(slashed[1]), Number(slashed[2])];
  if (one <= 12 && other <= 12 && one !== other) return { problem: 'ambiguous' };
  const [day, month] = other > 12 ? [slashed[2], slashed[1]] : [slashed[1], slashed[2]];
  return dated([slashed[3], month, day, slashed[4], slashed[5], slashed[6]], undefined, now);
}

function dated(parts: readonly (string | undefined)[], zone: string | undefined, now: Date): ConsentDate {
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0)) as [
    ...[number, number, number, number, number, number],
  ];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // A 31st of February would become a day in March.
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal || year < FIRST_YEAR) return { problem: 'unreadable' };
  at.setUTCMinutes(at.getUTCMinutes() - minutesEast(zone));
  return at.getTime() > now.getTime() + 24 * 3_600_000 ? { problem: 'in_future' } : { at };
}

function minutesEast(zone: string | undefined): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}
