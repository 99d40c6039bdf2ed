// Whether a message may go over a connection at all: what would be wrong on the wire is said before a byte leaves.
import type { OutgoingMessage } from './site-connection.js';

const MAX_SIGNS = 320;
/** No blanks, commas, quotes, brackets or control signs: nothing that another reader could take for a second address. */
const ADDRESS = /^[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f-\u009f]+@[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f-\u009f]+$/;

/** @returns why it cannot go, in words; null when it can */
export function unfitFor(
  { from, to }: Pick<OutgoingMessage, 'from' | 'to'>,
  mxHost: string,
  offersUtf8: boolean,
): string | null {
  for (const address of from === '' ? [to] : [to, from]) {
    if (address.length > MAX_SIGNS || !ADDRESS.test(address))
      return `${JSON.stringify(address.slice(0, MAX_SIGNS))} is no address that can be put in an SMTP command`;
  }
  // RFC 6531 §3.5: without the extension such an address must not be sent, and cannot be rewritten.
  const isForeign = /[^\u0000-\u007f]/.test(to + from);
  return isForeign && !offersUtf8 ? `${to} needs SMTPUTF8, which ${mxHost} does not offer` : null;
}
