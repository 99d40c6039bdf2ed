// What a host offers, as it said to EHLO: read once for all messages of a connection.
import type { Dialogue } from './dialogue.js';

export interface Extensions {
  /** RFC 2920. */
  readonly pipelining: boolean;
  /** RFC 6152. */
  readonly eightBit: boolean;
  /** RFC 6531. */
  readonly utf8: boolean;
  /** RFC 1870: it wants to hear the size. */
  readonly size: boolean;
  /** The largest message it takes, in bytes; 0 when it names none. */
  readonly maxBytes: number;
}

export function extensionsOf(dialogue: Dialogue): Extensions {
  return {
    pipelining: dialogue.offers('PIPELINING'),
    eightBit: dialogue.offers('8BITMIME'),
    utf8: dialogue.offers('SMTPUTF8'),
    size: dialogue.offers('SIZE'),
    maxBytes: dialogue.numberOf('SIZE'),
  };
}
