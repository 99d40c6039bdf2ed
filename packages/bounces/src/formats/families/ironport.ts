// Cisco IronPort. Wording: the bounce templates of AsyncOS’s user guide.
import { type Family, sentence } from './family.js';

export const ironport: Family = {
  id: 'ironport',
  sentences: [
    sentence('the following message to', '[^\\n]{0,40}was undeliverable'),
    sentence('message to', ' (?:was|has been|could not be|couldn.t be|cannot be|was not|bounced|failed)'),
  ],
};
