// Preloaded into the server of the pages: its clock stands still at the moment the pictures show.
import { fixDate } from './fixed-clock.mjs';

fixDate(Number(process.env.DOORSTEP_SCREENS_NOW));
