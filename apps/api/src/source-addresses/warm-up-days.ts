// The coming days of a warm-up, if every one goes well: for the curve on the settings page.
import type { SourceAddressRow } from '@doorstep/database';
import { newsletterWarmUp, warmUpCap } from '@doorstep/delivery';

const DAYS = 14;

/** @returns today's limit first; nothing when the address is not warmed up */
export function warmUpDays({ warmUpDay, usage }: Pick<SourceAddressRow, 'warmUpDay' | 'usage'>) {
  if (warmUpDay === null) return [];
  const newest = usage.find(({ cap }) => cap !== null)?.date;
  const caps = usage.filter(({ date, cap }) => date === newest && cap !== null).map(({ cap }) => cap ?? 0);
  let cap = caps.length === 0 ? newsletterWarmUp.firstDay : Math.max(...caps);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = { day: warmUpDay + index, cap };
    cap = warmUpCap({ ...newsletterWarmUp, firstDay: cap }, [
      { used: cap, accepted: cap, deferred: 0, refused: 0, complained: 0 },
    ]);
    return day;
  });
}
