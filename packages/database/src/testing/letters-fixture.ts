// Readers whose letters were accepted over four months, and what came back of them: for tests of consequences.
import { inTransaction } from '../database.js';
import type { AddressEffect } from '../decided-outcome.js';
import { applyEffects } from '../effects.sql.js';
import { InboundStore } from '../inbound.store.js';
import type { SendingFixture } from './sending-fixture.js';

export interface Letters {
  newAddress(): Promise<string>;
  /** The letter of `day` was accepted; days run from 120 days ago, ten from letter to letter. @returns the delivery */
  accept(addressId: string, letter: number, day?: number): Promise<string>;
  /** Its bounce or complaint arrives now. */
  giveBack(addressId: string, deliveryId: string, effect: AddressEffect, replyText?: string): Promise<void>;
  /** A reader of whom these letters came back, each at once. */
  streakOf(letters: readonly number[]): Promise<string>;
  standing(addressId: string): Promise<{ standing: string; streak: number; causes: string[] }>;
  inForce(addressId: string): Promise<{ id: string; cause: string; evidence: Record<string, unknown> } | undefined>;
}

const LETTERS = 12;

export async function lettersFixture(fixture: SendingFixture): Promise<Letters> {
  const { listId } = await fixture.people('first.example', 1);
  const campaigns: string[] = [];
  for (let at = 0; at < LETTERS; at++) campaigns.push(await fixture.campaign(listId, 'finished'));
  const inbound = new InboundStore(fixture.database);
  let people = 0;
  let messages = 0;

  const letters: Letters = {
    async newAddress() {
      people++;
      const [row] = await fixture.query<{ id: string }>(
        `INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, 'first.example') RETURNING id`,
        [`reader${people}@first.example`],
      );
      return row!.id;
    },
    accept: (addressId, letter, day = letter * 10) =>
      inTransaction(fixture.database, async (client) => {
        const { rows } = await client.query<{ id: string }>(
          `INSERT INTO delivery (campaign_id, address_id, domain_name, state, accepted_at, expires_at)
           VALUES ($1, $2, 'first.example', 'accepted', now() - interval '120 days' + $3 * interval '1 day', now()) RETURNING id`,
          [campaigns[letter], addressId, day],
        );
        await applyEffects(client, [{ addressId, effect: 'well', category: null, evidence: {} }]);
        return rows[0]!.id;
      }),
    async giveBack(addressId, deliveryId, effect, replyText = 'no') {
      const sourceUid = `m/${++messages}`;
      await inbound.keep({ mailboxId: null as never, sourceUid, raw: Buffer.from(sourceUid) });
      const [message] = await fixture.query<{ id: string }>('SELECT id FROM inbound_message WHERE source_uid = $1', [
        sourceUid,
      ]);
      await inbound.applyReturn(message!.id, {
        ...{ kind: 'bounce', state: 'matched', deliveryId, addressId, effect },
        nextState: effect === 'complained' ? 'complained' : 'returned',
        ...{ category: 'address_unknown', scope: 'address', ruleId: 'test/rule', report: null },
        evidence: { deliveryId, ruleId: 'test/rule', category: 'address_unknown', replyText },
      });
    },
    async streakOf(given) {
      const addressId = await letters.newAddress();
      for (const letter of given)
        await letters.giveBack(addressId, await letters.accept(addressId, letter), 'soft', `full ${letter}`);
      return addressId;
    },
    async standing(addressId) {
      const [row] = await fixture.query<{ standing: string; streak: number; causes: string[] }>(
        `SELECT standing, soft_streak AS streak, coalesce((SELECT array_agg(cause ORDER BY cause) FROM suppression s
           WHERE s.address_id = a.id AND s.lifted_at IS NULL), '{}') AS causes FROM address a WHERE id = $1`,
        [addressId],
      );
      return row!;
    },
    async inForce(addressId) {
      const [row] = await fixture.query<{ id: string; cause: string; evidence: Record<string, unknown> }>(
        'SELECT id, cause, evidence FROM suppression WHERE address_id = $1 AND lifted_at IS NULL',
        [addressId],
      );
      return row;
    },
  };
  return letters;
}
