// A time on screen: readable at a glance, exact with its zone on demand, UTC for machines.
'use client';

import { Hint } from './hint';
import { absolute, relative, utc } from './time-words';
import { useMinutes } from './use-minutes';
import { useZone } from './zone';

interface MomentProps {
  at: string | null;
  /** What to show when there is none. */
  none?: string;
  /** Shows "5 minutes ago" and keeps the absolute time for the tooltip. */
  asRelative?: boolean;
}

export function Moment({ at, none = '–', asRelative = false }: MomentProps) {
  const zone = useZone();
  useMinutes(asRelative && at !== null);
  if (at === null) return <span>{none}</span>;
  const time = new Date(at);
  const near = () => relative(time, new Date());
  const exact = () => absolute(time, zone);
  return (
    <Hint words={() => `${asRelative ? exact() : near()} · ${utc(time)}`}>
      <time dateTime={at} className="numbers" suppressHydrationWarning style={{ whiteSpace: 'nowrap' }}>
        {asRelative ? near() : exact()}
      </time>
    </Hint>
  );
}
