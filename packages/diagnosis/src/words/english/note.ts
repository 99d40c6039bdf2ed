// English: the letter to the person herself, why nothing reaches her and what she can do.
import type { Side } from '../../verdict.js';
import type { NoteFacts } from '../words.js';

const bySide: Readonly<Record<Side, string>> = {
  her_mailbox: 'Could you look at that mailbox? It may be full or switched off, or a rule in it may refuse our mail.',
  her_server:
    'Could you pass this on to whoever looks after your mail? Their server refuses before anything gets to your mailbox.',
  forward: 'Your mail is forwarded. Could you look at the forwarding, or tell us the address where it ends?',
  our_ip: 'This is ours to mend, and we are at it. You need not do anything.',
  our_domain: 'This is ours to mend, and we are at it. You need not do anything.',
  our_content: 'This is ours to mend, and we are at it. You need not do anything.',
  nobody_yet: 'We go on trying. Could you look in your spam folder meanwhile?',
  us_by_choice: 'At present we do not write to this address. If you would like our newsletter, please tell us.',
};

export function noteForHer({ address, name, headline, failed, side, reply }: NoteFacts): string {
  return [
    name === null ? 'Hello,' : `Hello ${name},`,
    '',
    `our newsletter to ${address} does not reach you.${failed === '' ? '' : ` ${failed}`}`,
    `What we know: ${headline}`,
    '',
    bySide[side],
    ...(reply === null ? [] : ['', 'This is what our server was told, word by word:', '', `    ${reply}`]),
    '',
    'You can also simply give us another address.',
  ].join('\n');
}
