// Trustwave MailMarshal. Wording: its notification templates.
import { type Family, sentence } from './family.js';

export const mailmarshal: Family = {
  id: 'mailmarshal',
  sentences: [sentence('could not be delivered (?:to|because of)')],
};
