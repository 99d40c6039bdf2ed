// Recognises the marked message of the full loop: its subject says so, and a token we signed names the test.
import { parseReturnPath, type Report, type TokenSigner } from '@doorstep/bounces';
import type { InboundNote } from '@doorstep/database';
import { LOOP_SUBJECT } from '@doorstep/message';
import { storedReport } from './stored-report.js';

/** @returns the id of the test, verified to be signed by us; whether there is such a test, the store knows */
export function loopTestOf(
  { subject, tokens: written }: Pick<Report, 'subject' | 'tokens'>,
  envelopeTo: string | null,
  tokens: Pick<TokenSigner, 'verify'>,
): string | null {
  // As a provider may put words before it: "[EXTERNAL] …".
  if (!subject?.includes(LOOP_SUBJECT)) return null;
  const ofEnvelope = envelopeTo === null ? null : parseReturnPath(envelopeTo)?.token;
  const ids = new Set(
    [...(ofEnvelope ? [ofEnvelope] : []), ...written].flatMap((token) => tokens.verify('return', token) ?? []),
  );
  const [id] = ids;
  return ids.size === 1 && id !== undefined ? id : null;
}

/** Ours, and of no further use: it may leave the mailbox like a bounce that was understood. */
export const loopNote = (report: Report): InboundNote => ({
  ...{ kind: 'loop-test', state: 'matched', deliveryId: null, addressId: null, category: null, scope: null },
  ruleId: null,
  report: storedReport(report, null, { note: 'It came back as it should.', handover: null }),
});
