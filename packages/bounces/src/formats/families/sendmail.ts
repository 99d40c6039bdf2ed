// Sendmail 5 and 8, Courier and gateways that copied its headings. Wording: savemail.c of the source distribution.
import type { Family } from './family.js';

export const sendmail: Family = {
  id: 'sendmail',
  introductions: [
    /-{3,} ?the following addresses (?:had|have) .{1,60}-{3,}/,
    /-{3,} ?(?:unsent|undeliverable) .{1,40}-{3,}/,
    /following (?:recipients|addresses) (?:had|have) (?:permanent|delivery|transient)/,
  ],
};
