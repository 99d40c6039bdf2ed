// Rows per outcome; their sum is the file. Each number opens exactly its rows.
'use client';

import type { RowCounts, RowOutcome } from '@doorstep/contracts';
import { Tooltip } from '@mantine/core';
import { count } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { rowWords, type Word } from '../parts/words';
import classes from './row-counts.module.css';

export const rowOutcomes = Object.keys(rowWords) as RowOutcome[];

/** Rows one can look at: those of an outcome, or what was found out about rows of any outcome. */
export type RowChoice = RowOutcome | 'bouncedBefore' | 'noMailServer' | 'suggested';
export const rowChoices: RowChoice[] = [...rowOutcomes, 'noMailServer', 'suggested', 'bouncedBefore'];

export const choiceWords: Record<RowChoice, Word> = {
  ...rowWords,
  bouncedBefore: {
    label: 'Bounced here before',
    tone: 'warn',
    meaning: 'Mail came back from these addresses. They are imported all the same, and counted above as well.',
  },
  noMailServer: {
    label: 'Domain takes no mail',
    tone: 'bad',
    meaning: 'It does not exist, has no mail server or says it takes no mail. Among those that cannot be imported.',
  },
  suggested: {
    label: 'Perhaps mistyped',
    tone: 'warn',
    meaning: 'Their domain is a slip away from a well-known one. Counted above as well; nothing is changed by itself.',
  },
};

interface RowCountsListProps {
  counts: RowCounts;
  chosen?: RowChoice | null;
  choose?: (outcome: RowChoice | null) => void;
}

export function RowCountsList({ counts, chosen = null, choose }: RowCountsListProps) {
  return (
    <ul className={classes.counts} aria-label="Rows by outcome">
      {rowChoices.map((outcome) => {
        const inside = (
          <>
            <ToneIcon tone={counts[outcome] === 0 ? 'calm' : choiceWords[outcome].tone} />
            <span>{choiceWords[outcome].label}</span>
            <span className={classes.number}>{count(counts[outcome])}</span>
          </>
        );
        return (
          <li key={outcome}>
            <Tooltip label={choiceWords[outcome].meaning}>
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
