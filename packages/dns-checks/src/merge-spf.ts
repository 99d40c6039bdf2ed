// One SPF line out of what stands there and what we need: nobody who sends for the domain already loses the right to.

const VERSION = /^v=spf1(?=\s|$)/i;
const ALL = /^[-~?+]?all$/i;
/** Terms that cost a receiver a DNS lookup (RFC 7208 section 4.6.4). */
const LOOKUP = /^[-~?+]?(include:|a(?=$|[:/])|mx(?=$|[:/])|ptr(?=$|:)|exists:)|^redirect=/i;

/**
 * The terms of all records in their order, each once, ours right before the last word on everybody else. Of several such
 * words the most careful one stays (-all, then ~all): another record must not open what one had closed.
 *
 * @param records    what is published, one or more; anything that is not SPF is left out
 * @param mechanisms what must be in it, such as ip4:192.0.2.1
 */
export function mergeSpf(records: readonly string[], mechanisms: readonly string[]): string {
  const terms = records
    .filter((text) => VERSION.test(text))
    .flatMap((text) => text.replace(VERSION, '').trim().split(/\s+/));
  const given = [...new Set(terms.filter((term) => term !== ''))];
  const ends = given.filter((term) => ALL.test(term));
  const redirects = given.filter((term) => /^redirect=/i.test(term));
  const kept = given.filter((term) => !ALL.test(term) && !/^redirect=/i.test(term));
  const added = mechanisms.filter((one) => !kept.some((term) => term.toLowerCase() === one.toLowerCase()));
  // RFC 7208 section 6.1: redirect= counts only where there is no "all".
  const end = ['-all', '~all', '?all', '+all', 'all'].find((word) => ends.some((term) => term.toLowerCase() === word));
  return ['v=spf1', ...kept, ...added, ...(end ? [end] : redirects.length > 0 ? redirects : ['-all'])].join(' ');
}

/** Lookups the record itself asks for, without those of what it includes; ten are allowed in all. */
export const ownLookups = (record: string): number => record.split(/\s+/).filter((term) => LOOKUP.test(term)).length;
