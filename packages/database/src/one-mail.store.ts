// One mail to one person: the newest campaign she did not get, to her alone, after a hold was lifted for it if there was one.
import type { LeftOutAgain } from '@doorstep/contracts';
import type pg from 'pg';
import { noteEvent } from './audience.sql.js';
import { type Database, inTransaction } from './database.js';
import { DomainError } from './domain-error.js';
import { makeAgain } from './resends.store.js';
import { liftSuppression } from './suppressions.store.js';

export interface OneMailWish {
  readonly address: string;
  /** Lifted first; it stays on probation: one failure puts it back. */
  readonly lift: { readonly suppressionId: string; readonly reason: string } | null;
}

export interface OneMailMade {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly liftedSuppressionId: string | null;
}

/** Campaigns of hers that are looked through for one she did not get. */
const LOOKED_AT = 20;
const NAME_SIGNS = 120;

const HERS = `
SELECT d.campaign_id AS id, c.name FROM delivery d JOIN campaign c ON c.id = d.campaign_id JOIN address a ON a.id = d.address_id
WHERE a.normalized = $1 ORDER BY d.id DESC LIMIT ${LOOKED_AT}`;

const WHY_NOT: Readonly<Record<keyof LeftOutAgain, string>> = {
  gotIt:
    'Their server took every campaign of the last ones: one more would be a second copy. Ask her to look in the spam folder.',
  inDoubt: 'She may have got it already: the answer of their server was lost. Ask her before you send it again.',
  onTheWay: 'It is on its way to her: wait for what their server says.',
  suppressed: 'She is held back. Lift what holds her back, or use the trial that does so for one mail.',
  left: 'She is on none of the lists of her last campaigns any more. Add her to a list first, with her consent.',
};

export class OneMailStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError nothing_to_send, and those of a lift */
  async make({ address, lift }: OneMailWish, actor: string): Promise<OneMailMade> {
    return inTransaction(this.database, async (client) => {
      if (lift !== null) await mustHoldBack(client, address, lift.suppressionId);
      if (lift !== null) await liftSuppression(client, { ...lift, id: lift.suppressionId, actor });
      const made = await draftFor(client, address, actor);
      return { ...made, liftedSuppressionId: lift?.suppressionId ?? null };
    });
  }

  /** It could not be started after all: nothing of it stays, and what held her back does again. */
  async takeBack({ campaignId, liftedSuppressionId }: OneMailMade, actor: string): Promise<void> {
    await inTransaction(this.database, async (client) => {
      await client.query(`DELETE FROM campaign WHERE id = $1 AND state = 'draft'`, [campaignId]);
      if (liftedSuppressionId === null) return;
      const { rows } = await client.query<{ addressId: string | null; cause: string }>(
        `UPDATE suppression SET lifted_at = NULL, lifted_by = NULL, lift_reason = NULL WHERE id = $1 AND lifted_at IS NOT NULL
         RETURNING address_id AS "addressId", cause`,
        [liftedSuppressionId],
      );
      const [back] = rows;
      if (!back?.addressId) return;
      const detail = { suppressionId: liftedSuppressionId, cause: back.cause, reason: 'The trial could not be sent' };
      await noteEvent(client, { addressId: back.addressId, actor, kind: 'suppressed', detail });
    });
  }
}

/** Of the newest of her campaigns that she can get again. */
async function draftFor(
  client: pg.PoolClient,
  address: string,
  createdBy: string,
): Promise<Pick<OneMailMade, 'campaignId' | 'campaignName'>> {
  const { rows } = await client.query<{ id: string; name: string }>(HERS, [address]);
  let reason: keyof LeftOutAgain | null = null;
  for (const origin of rows) {
    const name = `${origin.name.slice(0, NAME_SIGNS)}: one mail to ${address}`.slice(0, 200);
    const where = ' AND d.address_id = (SELECT id FROM address WHERE normalized = $3)';
    const made = await makeAgain(client, { campaignId: origin.id, name, createdBy, where, values: [address] });
    if (made.people === 1) {
      await client.query(
        'UPDATE campaign SET one_mail_to = (SELECT id FROM address WHERE normalized = $2) WHERE id = $1',
        [made.id, address],
      );
      return { campaignId: made.id, campaignName: name };
    }
    await client.query('DELETE FROM campaign WHERE id = $1', [made.id]);
    reason ??= whyNot(made.leftOut);
  }
  const words = reason === null ? 'No campaign was ever meant for her: there is nothing to send.' : WHY_NOT[reason];
  throw new DomainError('conflict', 'nothing_to_send', words);
}

const whyNot = (leftOut: LeftOutAgain) =>
  (Object.keys(WHY_NOT) as (keyof LeftOutAgain)[]).find((why) => leftOut[why] > 0) ?? null;

async function mustHoldBack(client: pg.PoolClient, address: string, id: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM suppression s JOIN address a ON a.id = s.address_id WHERE s.id = $1 AND a.normalized = $2`,
    [id, address],
  );
  if (rowCount === 0)
    throw new DomainError(
      'missing',
      'suppression_of_another',
      'This suppression does not hold back this address. Load the page again.',
    );
}
