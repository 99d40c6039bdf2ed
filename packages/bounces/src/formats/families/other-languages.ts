// Exchange in the languages of its users, and gateways that write in them. Wording: the translated notices of Exchange 2007 and later: "to these recipients".
import type { Family } from './family.js';

export const otherLanguages: Family = {
  id: 'other-languages',
  introductions: [
    /(?:échec|remis|delivr|livr|entreg|consegn|recapit|bezorg|zugestellt|zustellung|leverer|levert|dostarcz|doruč|достав|配信|传递|投递|傳遞).{0,60}(?:destinat|recipient|empfänger|geadresseerden|ontvanger|mottag|modtag|adresat|příjem|получател|受信者|収件|收件)/,
  ],
};
