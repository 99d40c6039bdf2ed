// The law of identity: without one valid token of ours nothing a mail says can cost anybody anything.
import type { TokenPurpose } from '@doorstep/bounces';
import type { DecidedReturn, InboundNote, ReturnedDelivery } from '@doorstep/database';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { complaint, deliveryReport, signer } from '../testing/inbox-fixture.js';
import { createUnderstanding } from './understand.js';

const deliveryOf = (deliveryId: string): ReturnedDelivery => ({
  deliveryId,
  addressId: deliveryId,
  address: 'ann@firm.example',
  spelling: 'Ann@firm.example',
  state: 'accepted',
  campaignId: deliveryId,
  acceptedAt: new Date(0),
  acceptedBy: 'mx.firm.example',
  acceptReply: 'OK',
});

/** What one mail leads to, whatever delivery it asks for: every one is there. */
async function consequencesOf(raw: string, envelopeTo: string | null = null) {
  const applied: DecidedReturn[] = [];
  const noted: InboundNote[] = [];
  const understand = createUnderstanding({
    inbound: { delivery: async (id) => deliveryOf(id), note: async (_, note) => void noted.push(note) },
    tokens: signer,
    returns: {
      apply: async (_, decided) => {
        applied.push(decided);
        return 'settled';
      },
    } as Parameters<typeof createUnderstanding>[0]['returns'],
    log: silentLog,
  });
  const message = { id: 'm', mailboxId: null, raw: Buffer.from(raw), receivedAt: new Date(), envelopeTo };
  await understand(message as Parameters<typeof understand>[0]);
  return { applied, noted };
}

const uuid = fc.uuid();
const otherPurpose = fc.constantFrom<TokenPurpose>('unsubscribe', 'confirm');

/** A word of the shape of a token that is none for returns. */
const badToken = fc.oneof(
  fc.stringMatching(/^[a-z2-7]{43}$/),
  fc.tuple(otherPurpose, uuid).map(([purpose, id]) => signer.sign(purpose, id)),
  fc.tuple(uuid, fc.nat(42), fc.constantFrom('a', 'b', '7')).map(([id, at, sign]) => {
    const token = signer.sign('return', id);
    return token[at] === sign ? `${token}x`.slice(1) : token.slice(0, at) + sign + token.slice(at + 1);
  }),
  fc.constant('a'),
);

const status = fc.constantFrom('5.1.1', '5.1.10', '5.2.1', '4.2.2', '5.7.1');
const recipient = fc.constantFrom('ann@firm.example', 'Ann@Firm.example', 'bob@firm.example', 'x@other.example');
const mail = (to: fc.Arbitrary<string>) =>
  fc
    .record({ to, recipient, status, isComplaint: fc.boolean() })
    .map(({ to, recipient, status, isComplaint }) =>
      isComplaint
        ? complaint(to, recipient)
        : deliveryReport({ to, recipient, originalTo: recipient, status, diagnostic: `550 ${status} User unknown` }),
    );

describe('the law of identity', () => {
  it('no report without a valid token of a return path is handed to the door', async () => {
    const forged = mail(badToken.map((token) => `bounce-${token}@back.example`));
    await fc.assert(
      fc.asyncProperty(forged, fc.option(badToken), async (raw, path) => {
        const { applied, noted } = await consequencesOf(raw, path === null ? null : `bounce-${path}@back.example`);
        expect(applied).toEqual([]);
        expect(noted).toHaveLength(1);
        expect(noted[0]).toMatchObject({ state: 'unmatched', deliveryId: null, addressId: null });
      }),
    );
  });

  it('neither does a report with the tokens of several deliveries', async () => {
    const several = fc
      .uniqueArray(uuid, { minLength: 2, maxLength: 5 })
      .map((ids) => ids.map((id) => `bounce-${signer.sign('return', id)}@back.example`).join(', '));
    await fc.assert(
      fc.asyncProperty(mail(several), async (raw) => {
        const { applied, noted } = await consequencesOf(raw);
        expect(applied).toEqual([]);
        expect(noted[0]).toMatchObject({ state: 'unmatched', deliveryId: null });
      }),
    );
  });

  it('a valid token that a bounce names somebody else under changes nothing, and a forward is never hard', async () => {
    const to = uuid.map((id) => `bounce-${signer.sign('return', id)}@back.example`);
    const stranger = fc.constantFrom('bob@firm.example', 'x@other.example');
    await fc.assert(
      fc.asyncProperty(to, stranger, status, fc.boolean(), async (path, named, code, isShown) => {
        const report = { to: path, recipient: named, status: code, diagnostic: `550 ${code} User unknown` };
        const { applied } = await consequencesOf(
          deliveryReport(isShown ? { ...report, originalTo: 'ann@firm.example' } : report),
        );
        expect(applied.map((one) => one.effect)).not.toContain('hard');
        expect(applied).toHaveLength(isShown ? 1 : 0);
      }),
    );
  });

  it('with the valid token of one delivery that it names, it counts', async () => {
    await fc.assert(
      fc.asyncProperty(uuid, fc.boolean(), async (id, isUpper) => {
        const path = `bounce-${signer.sign('return', id)}@back.example`;
        const raw = deliveryReport({ to: isUpper ? path.toUpperCase() : path, recipient: 'ann@firm.example' });
        const { applied } = await consequencesOf(raw);
        expect(applied).toMatchObject([{ deliveryId: id, effect: 'hard', nextState: 'returned' }]);
      }),
      { numRuns: 30 },
    );
  });
});
