// Rows per outcome; their sum is the file. Each number opens exactly its rows.
'use client';

import type { RowCounts, RowOutcome } from '@doorstep/contracts';
import { Tooltip } from '@mantine/core';
import { count } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { rowWords } from '../parts/words';
import classes from './row-counts.module.css';

export const rowOutcomes = Object.keys(rowWords) as RowOutcome[];

interface RowCountsListProps {
  counts: RowCounts;
  chosen?: RowOutcome | null;
  choose?: (outcome: RowOutcome | null) => void;
}

export function RowCountsList({ counts, chosen = null, choose }: RowCountsListProps) {
  return (
    <ul className={classes.counts} aria-label="Rows by outcome">
      {rowOutcomes.map((outcome) => {
        const inside = (
          <>
            <ToneIcon tone={counts[outcome] === 0 ? 'calm' : rowWords[outcome].tone} />
            <span>{rowWords[outcome].label}</span>
            <span className={classes.number}>{count(counts[outcome])}</span>
          </>
        );
        return (
          <li key={outcome}>
            <Tooltip label={rowWords[outcome].meaning}>
              {choose && counts[outcome] > 0 ? (
                <button
                  type="button"
                  className={classes.count}
                  aria-pressed={chosen === outcome}
                  onClick={() => choose(chosen === outcome ? null : outcome)}
                >
                  {inside}
                </button>
              ) : (
                <span className={classes.count}>{inside}</span>
              )}
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
