// Texts no rule knows, brought together: replies that differ in numbers, names and ids alone are one.
import { withoutNames, wordsOf } from './reply-words.js';

/** Signs of a text that tell it from others. */
const KEY_LENGTH = 160;

/** @returns the text with addresses, hosts, links, numbers and ids blanked: the same for the same reply to another reader */
export function clusterKey(text: string): string {
  return withoutNames(wordsOf(text))
    .replace(/\bx[@.]x\b/g, '…')
    .replace(/\bhttps?:\/\/\S{1,500}/g, '…')
    .replace(/\b(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b/g, '…')
    .replace(/[[(<{][^\s\])>}]{0,100}\d[^\s\])>}]{0,100}[\])>}]/g, '…')
    .replace(/\b(?=[a-z0-9_.:-]{0,100}\d)[a-z0-9][a-z0-9_.:-]{0,100}/g, '…')
    .replace(/…(?:[\s.,;:-]{0,4}…)+/g, '…')
    .slice(0, KEY_LENGTH)
    .toWellFormed()
    .trim();
}

/** A phrase for an own rule out of such a text: its telling words, "*" for what was blanked. @returns '' where nothing is left */
export function phraseOf(key: string): string {
  return key
    .split('…')
    .map((piece) => piece.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((piece) => piece.length > 2)
    .slice(0, 6)
    .join(' * ');
}
