// A state as icon and word; the icon's shape differs by tone, so that colour is never the only sign.
'use client';

import { CircleAlert, CircleCheck, CircleDashed, CircleDot, CircleX, type LucideIcon } from 'lucide-react';
import { Hint } from './hint';
import classes from './status.module.css';
import type { Tone, Word } from './words';

const icons: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  working: CircleDot,
  warn: CircleAlert,
  bad: CircleX,
  calm: CircleDashed,
};

export function ToneIcon({ tone, size = 14 }: { tone: Tone; size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} strokeWidth={1.75} aria-hidden className={`${classes.icon} ${classes[tone]}`} />;
}

export function Status({ word }: { word: Word }) {
  const status = (
    <span className={classes.status}>
      <ToneIcon tone={word.tone} />
      <span>{word.label}</span>
    </span>
  );
  return word.meaning === undefined ? status : <Hint words={() => word.meaning}>{status}</Hint>;
}
