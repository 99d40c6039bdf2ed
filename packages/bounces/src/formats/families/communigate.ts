// CommuniGate Pro, SurfControl: "failed to deliver to" and the address. Wording: the notices those systems send.
import { anyOf, type Family, sentence } from './family.js';

export const communigate: Family = {
  id: 'communigate',
  sentences: [
    sentence(
      anyOf([
        'failed to deliver to',
        'cannot deliver (?:message |mail )?(?:to|for)',
        'could not deliver (?:message |mail )?(?:to|for)',
        'error (?:sending|delivering) (?:message|mail)? ?to',
        'attempts?:',
        'addressed to:',
        'deliver mail to',
        'message for',
        'mail for',
      ]),
    ),
  ],
};
