// The time a person chose: typed in words or picked, in a zone, with the choice where clocks leave one. What it says is known before it is saved.
'use client';

import { instantsOf, type LocalInstant, localTimeAt, readTime, TIME_EXAMPLES } from '@doorstep/contracts';
import { useState } from 'react';

export interface ScheduleTime {
  readonly text: string;
  /** Why the text is no time, with what would be understood. */
  readonly textFault: string | null;
  readonly localTime: string | null;
  readonly timeZone: string;
  readonly instants: readonly LocalInstant[];
  readonly offset: string | null;
  /** The one moment that is meant; null while it is not clear. */
  readonly at: Date | null;
  readonly isPast: boolean;
  readonly type: (text: string) => void;
  readonly pick: (localTime: string | null) => void;
  readonly chooseZone: (timeZone: string) => void;
  readonly chooseOffset: (offset: string) => void;
}

/** Tomorrow at nine, on the clocks of the zone. */
const firstProposal = (zone: string): string =>
  `${localTimeAt(new Date(Date.now() + 86_400_000), zone).slice(0, 10)}T09:00`;

/** @param givenAt the time it has already; null: tomorrow at nine is proposed */
export function useScheduleTime(givenZone: string, givenAt: Date | null): ScheduleTime {
  const [text, setText] = useState('');
  const [zone, setZone] = useState(givenZone);
  const [picked, setPicked] = useState<string | null>(() =>
    givenAt === null ? firstProposal(givenZone) : localTimeAt(givenAt, givenZone),
  );
  const [chosenOffset, setChosenOffset] = useState<string | null>(null);
  const now = new Date();
  const read = text.trim() === '' ? null : readTime(text, zone, now);
  const localTime = read === null ? picked : read.kind === 'time' ? read.localTime : null;
  const timeZone = read?.kind === 'time' ? read.timeZone : zone;
  const offset = read?.kind === 'time' && read.offset !== null ? read.offset : chosenOffset;
  const instants = localTime === null ? [] : instantsOf(localTime, timeZone);
  const meant = instants.length === 1 ? instants[0] : instants.find((instant) => instant.offset === offset);
  return {
    ...{ text, localTime, timeZone, instants, offset },
    textFault: read?.kind === 'not_understood' ? `${read.words} Understood are ${TIME_EXAMPLES}.` : null,
    at: meant?.at ?? null,
    isPast: meant !== undefined && meant.at <= now,
    type: (typed) => {
      setChosenOffset(null);
      setText(typed);
    },
    pick: (value) => {
      setChosenOffset(null);
      setZone(timeZone);
      setText('');
      setPicked(value);
    },
    chooseZone: (value) => {
      setChosenOffset(null);
      // A zone within the text would stand against the one that is chosen now.
      if (timeZone !== zone) {
        setPicked(localTime);
        setText('');
      }
      setZone(value);
    },
    chooseOffset: setChosenOffset,
  };
}
