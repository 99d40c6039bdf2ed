// The languages of the pages of readers, and which one a page is in.
import type { PublicLanguage } from '@doorstep/contracts';
import { de } from './languages/de.js';
import { en } from './languages/en.js';
import { es } from './languages/es.js';
import { fr } from './languages/fr.js';
import { it } from './languages/it.js';
import { nl } from './languages/nl.js';
import { de as ownDe } from './own-languages/de.js';
import { en as ownEn } from './own-languages/en.js';
import { es as ownEs } from './own-languages/es.js';
import { fr as ownFr } from './own-languages/fr.js';
import { it as ownIt } from './own-languages/it.js';
import { nl as ownNl } from './own-languages/nl.js';
import type { OwnWords } from './own-words.js';
import type { PublicWords } from './public-words.js';

export const publicWords: Readonly<Record<PublicLanguage, PublicWords>> = { en, de, fr, es, it, nl };
export const ownWords: Readonly<Record<PublicLanguage, OwnWords>> = {
  ...{ en: ownEn, de: ownDe, fr: ownFr },
  ...{ es: ownEs, it: ownIt, nl: ownNl },
};

/** What each language calls itself. */
export const languageNames: Readonly<Record<PublicLanguage, string>> = {
  ...{ en: 'English', de: 'Deutsch', fr: 'Français' },
  ...{ es: 'Español', it: 'Italiano', nl: 'Nederlands' },
};

const isKnown = (code: string): code is PublicLanguage => code in publicWords;

/** Where no list says a language: what the browser asks for first of ours (RFC 9110 §12.5.4), else English. */
export function askedLanguage(header: string | undefined): PublicLanguage {
  const wishes = (header ?? '')
    .slice(0, 400)
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.trim().toLowerCase().split(';');
      const q = more.map((one) => one.trim().match(/^q=([01](?:\.\d{0,3})?)$/)?.[1]).find((one) => one !== undefined);
      return { code: tag.split('-')[0]!, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ code, q }) => isKnown(code) && q > 0)
    .sort((one, other) => other.q - one.q);
  const first = wishes[0]?.code;
  return first !== undefined && isKnown(first) ? first : 'en';
}
