// What is known of the bounces one mail system writes for people: data only, and the few forms it is written in.

/** A sentence that holds the address itself; the first group is the address. */
export interface SentencePattern {
  readonly pattern: RegExp;
  /** The line matters: it is not joined with the next one before the pattern is tried. */
  readonly inLines?: boolean;
}

export interface Family {
  readonly id: string;
  /** A line after which the addresses that failed stand at the beginning of lines; tried in lower case. */
  readonly introductions?: readonly RegExp[];
  readonly sentences?: readonly SentencePattern[];
}

const address = '<?([^\\s<>"\'()\\[\\]:;,]{1,128}@[^\\s<>"\'()\\[\\]:;,]{1,190}[^\\s<>"\'()\\[\\]:;,.])>?';
/** Between the words and the address: a blank, or the colon before it. */
const gap = '(?:[ \\t]{1,4}|(?<=:))';

/** @param after what must follow the address, where the words before it say too little */
export function sentence(before: string, after = ''): SentencePattern {
  return { pattern: new RegExp(`(?<![\\w@.<-])${before}${gap}['"(\\[]?(?:mailto:|smtp:)?${address}${after}`, 'gi') };
}

/** A line that is a mark and the address. */
export function marked(before: string, after = '', more: { readonly inLines?: boolean } = {}): SentencePattern {
  return { pattern: new RegExp(`${before}[ \\t]{0,4}${address}${after}`, 'gim'), ...more };
}

export function anyOf(words: readonly string[]): string {
  return `(?:${words.join('|')})`;
}
