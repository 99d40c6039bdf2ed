// The terms of a campaign's audience in words, as the sum on the screen names them.
import type { AudienceTerm } from '@doorstep/contracts';
import type { AudienceCounts } from '@doorstep/database';

const WORDS: Readonly<Record<AudienceTerm, readonly [words: string, meaning: string]>> = {
  duplicates: ['duplicates', 'Chosen again by another list or segment. They get it once.'],
  suppressed: [
    'suppressed',
    'No campaign may mail these addresses: they complained, bounced for good, asked to be left alone, or were stopped by hand.',
  ],
  chronic: [
    'chronic',
    'Their mail failed issue after issue: suppressed for it by itself, or paused or stopped by hand on the page Chronic bounces.',
  ],
  unconfirmed: ['unconfirmed', 'They have not pressed the button in the message that asks them to confirm.'],
  unsubscribed: ['unsubscribed', 'They left the lists this campaign is for, or every list.'],
  paused: ['paused', 'They asked for a pause, and it is not over.'],
  no_subscriber: ['deleted', 'On a list, but no subscriber any more.'],
  excluded_list: ['on a list left out', 'On one of the lists you chose to leave out.'],
  excluded_segment: ['in a segment left out', 'In one of the segments you chose to leave out.'],
  got_it: ['have it already', 'Their server accepted it over another campaign of this family.'],
  in_doubt: ['may have it already', 'Nobody knows whether their server took the earlier one.'],
  on_the_way: ['still on the way', 'An earlier campaign of this family is still trying.'],
};

export const audienceInWords = (counts: AudienceCounts) => ({
  ...counts,
  terms: counts.terms.map(({ term, count }) => ({ term, count, words: WORDS[term][0], meaning: WORDS[term][1] })),
});
