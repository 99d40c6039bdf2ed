// What each column probably holds, by its header and by its values.
import { type Column, type ColumnTarget, isOwnField, parseAddress, readConsentDate } from '@doorstep/contracts';

const SAMPLES = 5;
const MAX_SAMPLE_SIGNS = 100;

const ADDRESS_HEADER =
  /^(e-?mail([ _-]?(address|adresse?|addr))?|mail(adresse?)?|address|adresse?[ _-]?(e-?mail|électronique)|correo( electr[oó]nico)?|indirizzo e-?mail|e-?post(adress)?|(adres )?e-?mail)$/i;
const NAME_HEADER =
  /^((full|whole|display|first|given)?[ _-]?name|vorname( und nachname)?|pr[eé]nom|nombre( completo)?|nome( completo)?|naam|navn|namn|nimi|imi[eę])$/i;

const CONSENT_HEADER =
  /^((consent|opt[ _-]?in|sign(ed)?[ _-]?up|subscri(be|bed|ption)|confirm(ed|ation)?)([ _-]?(date|day|time|at|on))?|(einwilligungs?|anmelde?|eintragungs?)[ _-]?datum|date (de l['’])?(inscription|consentement)|fecha de (alta|consentimiento)|data (di )?(iscrizione|consenso))$/i;

/** Keys of merge fields by well-known headers; others are made of the header itself. */
const KNOWN_FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^(last|family|sur)[ _-]?name$|^nachname$|^nom( de famille)?$|^apellidos?$|^cognome$/i, 'last_name'],
  [/^(city|town|ort|stadt|ville|ciudad|citt[aà])$/i, 'city'],
  [/^(country|land|pays|pa[ií]s|paese)$/i, 'country'],
  [/^(company|firma|organi[sz]ation|soci[eé]t[eé]|empresa)$/i, 'company'],
  [/^(language|sprache|langue|idioma|locale)$/i, 'language'],
];

/** @param rows cells of the first people, as text */
export function guessColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  hasHeader: boolean,
): Column[] {
  const addressAt = addressColumn(headers, rows);
  const nameAt = headers.findIndex((header, i) => i !== addressAt && NAME_HEADER.test(header.trim()));
  const consentAt = headers.findIndex((header, i) => CONSENT_HEADER.test(header.trim()) && holdsDates(rows, i));
  const taken = new Set<string>();
  return headers.map((header, index) => {
    const samples = rows.slice(0, SAMPLES).map((row) => (row[index] ?? '').slice(0, MAX_SAMPLE_SIGNS));
    const column = { index, header, samples, filled: shareFilled(rows, index) };
    if (index === addressAt)
      return {
        ...column,
        guess: 'address' as const,
        confidence: shareOfAddresses(rows, index) > 0.8 ? ('certain' as const) : ('likely' as const),
      };
    if (index === nameAt) return { ...column, guess: 'name' as const, confidence: 'certain' as const };
    if (index === consentAt) return { ...column, guess: 'consent_at' as const, confidence: 'likely' as const };
    return { ...column, ...guessField(header, hasHeader, taken) };
  });
}

function guessField(
  header: string,
  hasHeader: boolean,
  taken: Set<string>,
): { guess: ColumnTarget; confidence: Column['confidence'] } {
  const known = KNOWN_FIELDS.find(([pattern]) => pattern.test(header.trim()))?.[1];
  const key = known ?? fieldKey(header);
  if (!hasHeader || key === '' || taken.has(key) || isOwnField(`field:${key}`))
    return { guess: 'ignore', confidence: 'unclear' };
  taken.add(key);
  return { guess: `field:${key}`, confidence: known ? 'likely' : 'unclear' };
}

function fieldKey(header: string): string {
  const plain = header
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
}

/** The column whose values are addresses; among several the one whose header says so. -1 when there is none. */
function addressColumn(headers: readonly string[], rows: readonly (readonly string[])[]): number {
  const shares = headers.map((header, i) => ({
    i,
    share: shareOfAddresses(rows, i),
    isNamed: ADDRESS_HEADER.test(header.trim()),
  }));
  const best = shares
    .filter(({ share, isNamed }) => share >= 0.5 || isNamed)
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || b.share - a.share)[0];
  return best?.i ?? -1;
}

/** Every one of them can be read as the day somebody agreed. */
function holdsDates(rows: readonly (readonly string[])[], at: number): boolean {
  const given = rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '');
  return given.length > 0 && given.every((cell) => 'at' in readConsentDate(cell, new Date()));
}

function shareFilled(rows: readonly (readonly string[])[], at: number): number {
  return rows.length === 0 ? 0 : rows.filter((row) => (row[at] ?? '').trim() !== '').length / rows.length;
}

function shareOfAddresses(rows: readonly (readonly string[])[], at: number): number {
  const given = rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '');
  return given.length === 0 ? 0 : given.filter((cell) => parseAddress(cell).isValid).length / given.length;
}
