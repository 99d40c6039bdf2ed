// A returned message on its shelf, in words: what it led to, why it could not be matched, and what to do about it.

export interface InboundFacts {
  /** bounce | delayed | complaint | autoreply | vacation | not-bounce | unreadable; null: not read yet */
  readonly kind: string | null;
  /** new | matched | unmatched | ignored */
  readonly state: string;
  readonly isDismissed: boolean;
  /** Of the delivery it was matched to. */
  readonly deliveryState: string | null;
  /** It made a suppression that is in force. */
  readonly isSuppressed: boolean;
}

/** @returns null while nothing came of it yet */
export function whatItLedTo({ kind, state, isDismissed, deliveryState, isSuppressed }: InboundFacts): string | null {
  if (state === 'new' || kind === null) return null;
  if (state === 'unmatched') return isDismissed ? 'Laid aside as not ours' : 'Nothing: it waits on the shelf';
  if (state === 'ignored') return 'Nothing: no report of ours';
  if (kind === 'delayed') return 'Nothing yet: their server still tries';
  if (kind !== 'bounce' && kind !== 'complaint') return 'Nothing: no failure';
  if (isSuppressed)
    return kind === 'complaint' ? 'No campaign mails this person any more' : 'Suppressed: no campaign mails it';
  if (deliveryState === 'complained') return 'Counts as complained of';
  return deliveryState === 'returned' ? 'Counts as returned' : 'Added to the delivery, nothing changed';
}

export interface UnmatchedWords {
  readonly why: string;
  readonly whatToDo: string;
}

/**
 * Why a message stands on the shelf.
 * @param note what was noted when it was read
 * @param hints how many deliveries it carries signed tokens of
 */
export function whyUnmatched(kind: string | null, note: string | null, hints: number): UnmatchedWords {
  if (kind === 'unreadable')
    return {
      why: note ?? 'The message could not be read.',
      whatToDo: 'Look at the raw mail. If it is a report of ours, match it by hand; if not, lay it aside.',
    };
  if (hints > 1)
    return {
      why: `${note ?? ''} A true report answers one mail; this one quotes ${hints} signed return paths, so it may be forged or put together.`.trim(),
      whatToDo: 'Match it by hand only if the raw mail convinces you.',
    };
  if (hints === 1)
    return {
      why: note ?? 'It names somebody else than the signed return path it came to.',
      whatToDo:
        'Most often the mail was passed on to another mailbox. If the text says so, match it to the delivery of the return path; nobody is marked dead by it.',
    };
  return {
    why: `${note ?? 'It carries no return path of ours.'} Anybody can write such a message about anybody, so it changes nothing by itself.`,
    whatToDo: 'If one of the deliveries below fits, match it by hand. If it is none of ours, lay it aside.',
  };
}
