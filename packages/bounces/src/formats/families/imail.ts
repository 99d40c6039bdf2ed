// Ipswitch IMail, Openwave InterMail, MDaemon, SmarterMail: a label and the address. Wording: the notices those systems send.
import { anyOf, type Family, marked, sentence } from './family.js';

export const imail: Family = {
  id: 'imail',
  sentences: [
    sentence(
      anyOf([
        'undeliverable to',
        'mailbox is full:',
        'error-for:',
        'delivery failed:',
        'local mailbox',
        'smtp:?',
        'was addressed,',
        'unknown user:',
        'invalid final delivery userid:',
        'user mailbox exceeds allowed size:',
        'failed recipient:',
        'failed address:',
        'recipients?:',
        'undeliverable address:',
        'unknown user',
        'no such user',
        'user unknown:',
        'rejected recipient:',
        'unknown local user',
        'mailbox unavailable:?',
      ]),
    ),
    // XMail: "Rcpt=[a@b];Error=[550 …]".
    marked('\\brcpt=\\[', '', { inLines: true }),
  ],
};
