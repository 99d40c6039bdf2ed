// A scanner on the way may hand on a report as a mail within its own, whose text names nobody.
import type { Part } from '../mime/parts.js';
import { originOf } from './bounce-signs.js';

/**
 * The enclosed report as a mail of its own, where one mail system passes on what another wrote; null where a person does,
 * or where what is enclosed is an ordinary message.
 */
export function wrappedReport(root: Part): Uint8Array | null {
  if (originOf(root.headers) !== 'daemon') return null;
  for (const part of root.children) {
    const enclosed = part.type === 'message/rfc822' ? part.children[0] : undefined;
    if (enclosed && originOf(enclosed.headers) === 'daemon') return Buffer.from(part.body, 'latin1');
  }
  return null;
}
