// How many returned messages wait on the shelf, beside the place in the sidebar; nothing while none does.
'use client';

import { useQuery } from '@tanstack/react-query';
import { count } from '../parts/numbers';
import classes from './returned-mail.module.css';
import { countsQuestion } from './returned-mail-keys';

const REFRESH_MS = 60_000;
/** The API counts no further. */
const MOST = 1000;

export function UnmatchedCount() {
  const counts = useQuery({ ...countsQuestion, refetchInterval: REFRESH_MS });
  const unmatched = counts.data?.unmatched ?? 0;
  if (unmatched === 0) return null;
  return (
    <span className={classes.count}>
      {count(unmatched)}
      {unmatched >= MOST && '+'}
      <span className="visually-hidden"> unmatched</span>
    </span>
  );
}
