// Gateways and services: Amazon SES, Mimecast, Symantec, Barracuda, Trend Micro, PowerMTA, Mercury, smail. Wording: the notices of those products; sentences that several of them share.
import { anyOf, type Family, sentence } from './family.js';

export const gateways: Family = {
  id: 'gateway',
  introductions: [
    /following (?:e-?mail )?(?:recipients?|address(?:es)?|recipient\(s\)) (?:have |has )?(?:failed|bounced)/,
    /trying to deliver the mail to the following recipients/,
    /(?:unable|not able) to deliver (?:your |the |this )?(?:message|mail|e-?mail) to (?:the following|one or more)/,
    /following (?:e-?mail )?address(?:es)?(?: are| were| is| was)? (?:undeliverable|not (?:accepted|delivered)|invalid|unknown|rejected)/,
    /message could not be delivered to/,
    /delivery (?:failed|failure) (?:for|to)(?: the following)?/,
    /(?:failed|undelivered|undeliverable) (?:recipients?|address(?:es)?)/,
    /did not reach (?:the following|its|one or more)/,
    /not delivered to(?: the following)?/,
    /delivery error report/,
    /mail could not be delivered/,
    /cannot deliver (?:your )?(?:message|mail) to/,
    /problems? (?:encountered )?(?:delivering|during delivery)/,
    /undeliverable (?:to|mail)/,
    /errors? (?:occurred|detected).{0,40}recipient/,
    /has been returned/,
    /non-?delivery (?:report|notification)/,
    /could not deliver (?:the |your )?(?:message|mail)/,
    /message (?:has )?(?:encountered|had) delivery (?:problems|failures)/,
    /status report/,
  ],
  sentences: [
    // Words and the address, and no further than a line behind it that something went wrong.
    sentence(
      anyOf([
        'your (?:e-?mail|message|mail) (?:addressed )?(?:to|for)',
        'intended for',
        'following (?:e-?mail )?address:?',
        '(?:e-?mail )?address\\s*:',
        'the (?:e-?mail )?(?:address|recipient|user|account)',
        'sent to',
        'to:',
        'for:?',
        'an',
      ]),
      '[^\\n]{0,60}(?:not|fail|reject|unknown|invalid|undeliver|disabled|inactive|closed|full|exist|bounce|blocked|refused|expired|nicht|konnte)',
    ),
  ],
};
