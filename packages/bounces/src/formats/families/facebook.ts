// Facebook and other sites that mail for their members. Wording: the notices those sites send.
import { type Family, sentence } from './family.js';

export const facebook: Family = {
  id: 'facebook',
  sentences: [sentence('(?:sending|sent) (?:an )?(?:e-?mail|message) to')],
};
