// The English message catalogue, whole. Another language is another object of the same shape.
import { byChoiceRows } from './english/by-choice.js';
import { describeWords } from './english/describe.js';
import { forwardRows } from './english/forward.js';
import { general } from './english/general.js';
import { herServerRows } from './english/her-server.js';
import { noteForHer } from './english/note.js';
import { ourSideRows } from './english/our-side.js';
import { patienceRows } from './english/patience.js';
import { recipientRows } from './english/recipient.js';
import type { Words } from './words.js';

export const english: Words = {
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
