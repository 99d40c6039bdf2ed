// Japanese carriers and systems. Wording: the notices of KDDI, NTT docomo, m-FILTER and others.
import type { Family } from './family.js';

export const japanese: Family = {
  id: 'japanese',
  introductions: [
    /(?:配送|配信|送信)(?:に失敗|でき(?:ません|なか)|不能)/,
    /次のあて先/,
    /以下の(?:宛先|メール)/,
    /届けることができ/,
    /not be delivered to following/,
  ],
};
