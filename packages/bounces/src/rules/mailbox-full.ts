// Text rule: the mailbox is full; asked before the size of the message, whose words are the same.
import type { Rule } from './rule.js';

const likely = { certainty: 'likely', scope: 'address' } as const;

export const mailboxFullRules: readonly Rule[] = [
  {
    ...likely,
    id: 'text/mailbox-full',
    pattern:
      /(?:mail ?(?:box|folder)|inbox|quota|account|recipient|user|storage)\S{0,3} .{0,50}(?:full\b|over ?quota|exceed|overdrawn|out of (?:storage|space))|over ?quota|(?:mailbox|disk|mail|user|storage|account) ?quota|quota (?:is )?exceed|exceed\S{0,4} .{0,40}quota|mailbox (?:full|size)|over (?:the |its |his |their )?(?:allowed |allotted |storage )(?:quota|storage)|over (?:its|his|her|their) (?:disk |mail(?:box)? |storage )?(?:quota|limit)|mailbox .{0,40}(?:over the limit|reached its limit)|quota violation|disc quota|error writing message: file too large|mail file size exceeds|(?:storage )?space has been used up|user has too many messages|(?:postfach|mailbox) .{0,40}\bvol\b|caixa (?:postal|de correio) .{0,20}cheia|переполнен|容量.{0,12}(?:一杯|超)|messages in (?:the )?recipient's mailbox exceed|mail ?folder is full|no (?:more )?space (?:left |available )?(?:in|for) (?:the |this |his |her )?(?:user|mailbox|recipient|inbox)|boite .{0,20}pleine|postfach .{0,20}voll|casilla .{0,20}llena|buz[oó]n .{0,20}lleno|casella .{0,20}piena|skrzynka .{0,20}(?:pe[lł]na|przepe[lł]niona)|(?:postbus|mailbox) .{0,12}\bvol\b|schr[aá]nka .{0,20}pln[aá]|posta kutusu .{0,12}dolu|brevl[aå]da\S{0,2} .{0,12}full\b|not enough (?:disk |storage )?space in (?:the )?(?:mailbox|recipient)|message store .{0,20}full|sufficient (?:disk|storage) space .{0,20}mailbox|too many messages in (?:the )?(?:mailbox|recipient)/,
    category: 'mailbox_full',
  },
];
