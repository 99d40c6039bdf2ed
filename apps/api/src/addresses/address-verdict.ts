// The verdict on one address alone, in the language asked for.
import type { VerdictLanguage } from '@doorstep/contracts';
import type { AddressRecord, ComparedCampaign } from '@doorstep/database';
import { diagnose, english, evidenceOf, german, noteForHer, type Words } from '@doorstep/diagnosis';

export const languages: Readonly<Record<VerdictLanguage, Words>> = { en: english, de: german };

export function verdictAnswer(
  record: AddressRecord,
  compared: readonly ComparedCampaign[],
  now: Date,
  language: VerdictLanguage,
) {
  const { address, standing, subscriber, timesAdded, timesDeleted, suppressions } = record;
  const evidence = evidenceOf(record, compared, now);
  const verdict = diagnose(evidence, languages[language]);
  return {
    ...{ address, language, standing, timesAdded, timesDeleted, verdict },
    isSubscriber: subscriber !== null,
    isHeldBack: suppressions.some(
      ({ liftedAt, expiresAt }) => liftedAt === null && (expiresAt === null || expiresAt > now),
    ),
    contrast: compared.map(contrastOf),
    noteForHer: noteForHer(evidence, verdict, subscriber?.name ?? null, languages[language]),
  };
}

/** The counts alone: what others were told stays with the verdict. */
export const contrastOf = ({ domainAlike: _, refusals: __, takenBy: ___, ...contrast }: ComparedCampaign) => contrast;

/** The letter to her in each language; null when nothing is wrong. */
export function notesForHer(record: AddressRecord, compared: readonly ComparedCampaign[], now: Date) {
  const { noteForHer: en } = verdictAnswer(record, compared, now, 'en');
  if (en === null) return null;
  return { en, de: verdictAnswer(record, compared, now, 'de').noteForHer ?? en };
}
