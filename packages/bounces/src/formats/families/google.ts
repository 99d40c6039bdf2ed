// Gmail, Google Workspace, DragonFly Mail Agent. Wording: the notices themselves; support.google.com/mail/answer/6596; dma’s bounce text.
import { type Family, sentence } from './family.js';

export const google: Family = {
  id: 'google',
  introductions: [/delivery to the following recipient(?:s)? (?:failed permanently|has been delayed)/],
  sentences: [
    sentence(
      "(?:message|wasn't delivered|couldn't be delivered|(?:problem|problems|error) delivering your (?:message|mail)) to",
      '(?= because|\\.| |$)',
    ),
  ],
};
