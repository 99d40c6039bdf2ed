// Yahoo, Verizon, AOL. Wording: the notices those providers send.
import type { Family } from './family.js';

export const yahoo: Family = {
  id: 'yahoo',
  introductions: [
    /unable to deliver (?:your )?(?:message|mail)s? to the following address/,
    /message from yahoo/,
    /couldn.t deliver (?:the |your )?message to the following/,
  ],
};
