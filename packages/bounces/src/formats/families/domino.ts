// Lotus and HCL Domino, and the SMTP gateway of Lotus Notes 4. Wording: the delivery failure reports described in the Domino administrator’s help.
import type { Family } from './family.js';

export const domino: Family = {
  id: 'domino',
  introductions: [
    /was not delivered to:?$/,
    /not delivered to the following/,
    /^-{3,} {0,3}failure reasons {0,3}-{3,}/,
  ],
};
