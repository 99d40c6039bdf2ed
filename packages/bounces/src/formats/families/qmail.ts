// qmail and its patched kin: vpopmail, netqmail, James, the delivery agents of Yahoo and MessageLabs. Wording: qmail-send.c of the source distribution (QSBMF).
import type { Family } from './family.js';

export const qmail: Family = {
  id: 'qmail',
  introductions: [
    /^hi\. this is the/,
    /i.m afraid i wasn.t able to deliver your message/,
    /i tried to deliver (?:a|your) (?:bounce )?message/,
    /^\S+ - hi\. this is/,
    /unable to deliver (?:the |your )?(?:message|mail) to the following address/,
  ],
};
