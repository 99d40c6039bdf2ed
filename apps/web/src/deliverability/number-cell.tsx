// A number of the table: it opens exactly its messages, and says what part of all it is where that means something.
import type { ResultGroup } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import { count, percent } from '../parts/numbers';
import classes from './deliverability.module.css';

export type Shown = ResultGroup | 'sent';

export type OpenMessages = (shown: Shown) => void;

interface NumberCellProps {
  value: number;
  of: number;
  shown: Shown;
  /** What it counts, for who does not see the column: "Google (Gmail): refused". */
  name: string;
  open: OpenMessages;
  hasPart?: boolean;
}

export function NumberCell({ value, of, shown, name, open, hasPart = true }: NumberCellProps) {
  if (value === 0) return <span className={classes.none}>0</span>;
  const part = hasPart ? percent(value, of) : null;
  return (
    <span className={classes.number}>
      <Anchor component="button" type="button" aria-label={`${name}: ${count(value)}`} onClick={() => open(shown)}>
        {count(value)}
      </Anchor>
      {part !== null && <span className={classes.part}>{part}</span>}
    </span>
  );
}

/** A further number below another one; nothing where there is none. */
export function AlsoCell({ value, words, shown, name, open }: Omit<NumberCellProps, 'of'> & { words: string }) {
  if (value === 0) return null;
  return (
    <span className={classes.also}>
      <Anchor
        component="button"
        type="button"
        size="xs"
        aria-label={`${name}: ${count(value)} ${words}`}
        onClick={() => open(shown)}
      >
        {count(value)} {words}
      </Anchor>
    </span>
  );
}
