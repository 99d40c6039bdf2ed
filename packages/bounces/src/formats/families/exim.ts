// Exim, and hosters that send with it. Wording: deliver.c of the source distribution: failures and delays.
import type { Family } from './family.js';

export const exim: Family = {
  id: 'exim',
  introductions: [
    /(?:the following|following) address(?:es|\(es\))? (?:failed|has failed|have failed|yielded temporary errors)/,
    /could not be delivered to (?:all of its|one or more of its|the following)/,
    /address(?:es|\(es\))? to which the message has not yet been delivered/,
    /unrouteable addresses/,
  ],
};
