// The German message catalogue, whole.
import { byChoiceRows } from './german/by-choice.js';
import { describeWords } from './german/describe.js';
import { forwardRows } from './german/forward.js';
import { general } from './german/general.js';
import { herServerRows } from './german/her-server.js';
import { noteForHer } from './german/note.js';
import { ourSideRows } from './german/our-side.js';
import { patienceRows } from './german/patience.js';
import { recipientRows } from './german/recipient.js';
import type { Words } from './words.js';

export const german: Words = {
  rows: {
    ...byChoiceRows,
    ...forwardRows,
    ...ourSideRows,
    ...recipientRows,
    ...herServerRows,
    ...patienceRows,
  },
  noteForHer,
  general,
  describe: describeWords,
};
