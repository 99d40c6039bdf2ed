// Postfix and what descends from it. Wording: the bounce templates of its source distribution (bounce(5), bounce_templates.c), also where an administrator has changed the name of the program.
import type { Family } from './family.js';

export const postfix: Family = {
  id: 'postfix',
  introductions: [
    /this is the (?:mail system|postfix|.{1,40} program|mail delivery agent|email security gateway).{0,60}(?:at|on|\.)/,
  ],
};
