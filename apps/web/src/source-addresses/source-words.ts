// What a source address is called, how it stands, and what its warm-up used today.
import type { SourceAddress, SourceUsageDay } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export const sourceName = ({ ip }: Pick<SourceAddress, 'ip'>): string => ip ?? 'The one the machine picks';

type Standing = Pick<SourceAddress, 'isActive' | 'asideUntil' | 'isOnWorker' | 'warmUpDay'>;

export function sourceState({ isActive, asideUntil, isOnWorker, warmUpDay }: Standing): Word {
  if (!isActive) return { label: 'Switched off', tone: 'calm' };
  if (asideUntil !== null)
    return { label: 'Put aside', tone: 'bad', meaning: 'The machine says it has no such address.' };
  if (isOnWorker === false) return { label: 'On no machine', tone: 'bad', meaning: 'No live worker has this address.' };
  if (warmUpDay !== null) return { label: `Warming up, day ${warmUpDay}`, tone: 'working' };
  return { label: 'In use', tone: 'good' };
}

/** Rows of the newest day on which the address was warmed up, the fullest first. */
export function usageToday(usage: readonly SourceUsageDay[], today: string): SourceUsageDay[] {
  return usage.filter(({ date, cap }) => date === today && cap !== null).toSorted((a, b) => b.used - a.used);
}

/** Used by date, for the curve: the fullest provider of each day, since every provider has the limit of its own. */
export function usedByDate(usage: readonly SourceUsageDay[]): Map<string, { used: number; cap: number | null }> {
  const days = new Map<string, { used: number; cap: number | null }>();
  for (const { date, used, cap } of usage) {
    const known = days.get(date);
    if (known === undefined || used > known.used) days.set(date, { used, cap });
  }
  return days;
}
