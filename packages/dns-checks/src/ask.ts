// Asks a resolver: what is there, that nothing is there, or that nobody can say.
import type { Resolver } from './check.js';

export type Asked<T> =
  | { readonly kind: 'found'; readonly values: T[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What node:dns says when there is nothing. */
export const ABSENT: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'ENONAME']);
/** A domain may have hundreds of TXT records of other services beside ours; an answer over TCP holds 64 kB. */
const MAX_VALUES = 2000;
const MAX_SIGNS = 65_535;

export async function ask<T>(resolver: Resolver, name: string, type: string): Promise<Asked<T>> {
  try {
    const values = (await resolver(name, type)) as T[];
    return values.length === 0 ? { kind: 'absent' } : { kind: 'found', values: values.slice(0, MAX_VALUES) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') throw error; // not an answer of DNS: a bug
    return ABSENT.has(code) ? { kind: 'absent' } : { kind: 'unknown', why: code };
  }
}

/** TXT records as texts: their strings joined (RFC 7208 §3.3), without control signs, bounded. */
export async function askTexts(resolver: Resolver, name: string): Promise<Asked<string>> {
  const asked = await ask<string | string[]>(resolver, name, 'TXT');
  if (asked.kind !== 'found') return asked;
  return {
    kind: 'found',
    values: asked.values.map((value) => clean(Array.isArray(value) ? value.join('') : String(value))),
  };
}

export const clean = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
    .toWellFormed()
    .slice(0, MAX_SIGNS);

export const unknownWords = (what: string, why: string) =>
  `${what} could not be looked up (${why}). This says nothing about the record; check again in a few minutes.`;
