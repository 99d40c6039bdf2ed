// English: what the rows about not sending at all say.
import type { HeldBack, RowsOf } from '../row-words.js';

export const byChoiceRows: RowsOf<'held_back' | 'scanner_unsubscribed' | 'unsubscribed' | 'complained'> = {
  held_back: {
    // The cause before what we made of it: that is what was asked for.
    headline: ({ since, heldBack }) =>
      heldBack !== null && isCausedByFailure(heldBack) && heldBack.underlying !== null
        ? `${heldBack.underlying} We hold it back since ${since}.`
        : `We do not send: held back since ${since} because ${because(heldBack)}.`,
    why: ({ heldBack }) => whyHeldBack(heldBack),
    whatToDo: ({ heldBack }) => {
      if (heldBack !== null && OWN_WISH.has(heldBack.cause)) return ['Leave it so. Only the person can change it.'];
      const lift = 'Lift the hold only if its cause is gone; a reason is asked for and kept.';
      if (heldBack === null || !isCausedByFailure(heldBack) || heldBack.underlyingToDo.length === 0)
        return [`Read the evidence below. ${lift}`, 'Otherwise ask the person for another address.'];
      return [...heldBack.underlyingToDo, lift];
    },
    whatWillNotHelp: () => [],
  },
  scanner_unsubscribed: {
    headline: () => 'A link scanner at the company of this person probably unsubscribed this address.',
    why: () => 'The unsubscribe came within a minute of their server taking the message.',
    whatToDo: () => ['Ask the person whether it was meant, and if not, to confirm the subscription again.'],
    whatWillNotHelp: () => ['Adding the address back silently: without a new consent it stays unsubscribed.'],
  },
  unsubscribed: {
    headline: ({ since }) =>
      since === null ? 'This person has unsubscribed.' : `This person unsubscribed on ${since}.`,
    whatToDo: () => ['Nothing. If it was a mistake, the person can subscribe again.'],
    whatWillNotHelp: () => ['Importing or adding the address again: it stays unsubscribed.'],
  },
  complained: {
    headline: () => 'This person reported the campaign as spam.',
    whatToDo: () => ['Do not mail this address any more.'],
    whatWillNotHelp: () => ['Sending from another address: further complaints harm everybody on the list.'],
  },
};

/** Said by the person herself. */
const OWN_WISH: ReadonlySet<string> = new Set(['complaint', 'unsubscribed_all', 'paused']);

/** Doorstep held it back by itself, because mail to it failed. */
const isCausedByFailure = ({ cause }: HeldBack): boolean => cause === 'hard_bounce' || cause === 'soft_bounces';

/** Ends the sentence "held back since … because …". */
function because(held: HeldBack | null): string {
  if (held === null) return 'it is on the list of suppressions';
  const whole = held.scope === 'domain' ? 'the whole domain: ' : '';
  switch (held.cause) {
    case 'hard_bounce':
      return `${whole}their server refused it for good`;
    case 'soft_bounces':
      return `${whole}it failed again and again`;
    case 'complaint':
      return 'the person reported a campaign as spam';
    case 'unsubscribed_all':
      return 'the person unsubscribed from everything';
    case 'paused':
      return 'the person asked for a pause';
    case 'manual':
      return `${whole}${held.actor} put it on the list of suppressions${held.reason === null ? '' : ` ("${held.reason}")`}`;
    default:
      return `${whole}${held.cause.replaceAll('_', ' ')}`;
  }
}

function whyHeldBack(held: HeldBack | null): string {
  if (held === null) return '';
  const parts: string[] = [];
  if (isCausedByFailure(held)) parts.push(`It is held back because ${because(held)}.`);
  else if (held.underlying !== null) parts.push(`What was found before: ${held.underlying}`);
  if (held.hits > 0) parts.push(`${held.hits} ${held.hits === 1 ? 'message was' : 'messages were'} kept back since.`);
  return parts.join(' ');
}
