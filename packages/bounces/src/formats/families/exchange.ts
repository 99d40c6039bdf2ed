// Microsoft Exchange 5.5 to 2019, the SMTP service of IIS, Microsoft 365. Wording: the notices those versions send, and the list of non-delivery reports on learn.microsoft.com.
import { type Family, sentence } from './family.js';

export const exchange: Family = {
  id: 'exchange',
  introductions: [
    /did not reach the following recipient/,
    /following list of recipients/,
    /delivery to the following recipient(?:s|\(s\))? (?:failed|has been delayed|was aborted)/,
    /following recipient(?:s|\(s\))? (?:could|can) ?not be reached/,
    /delivery has failed to these (?:recipients|distribution lists)/,
    /delivery to these recipients or (?:groups|distribution lists) /,
    /rejected your message to the following/,
    /recipient\(s\) cannot be reached/,
    /e-?mail address(?:es)? could not be (?:reached|found)/,
    /couldn.t be delivered to (?:these|the following)/,
    /kan niet worden bezorgd bij/,
    /konnte (?:an|nicht an) (?:folgende|die folgenden)/,
    /fehler bei der nachrichtenzustellung an folgende/,
    /[eé]chec de la remise (?:[aà]|pour) (?:ces|les) destinataires/,
    /no se pudo entregar a estos destinatarios/,
    /generating server/,
    /^your message to:?$/,
    /did not receive your message/,
    /original message headers? follow/,
  ],
  sentences: [sentence("(?:your message to|couldn't deliver to|unable to deliver to|delivery to)")],
};
