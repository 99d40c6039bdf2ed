// DKIM keys of sending domains through their lives: next, active, resting, removable. A key nobody saw in DNS never signs.
import type { DkimKeyState, NameServerView } from '@doorstep/contracts';
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import { DUE_LOOKS, isOf, ROTATION, STANDING, SWITCH } from './dkim-keys.sql.js';
import { DomainError } from './domain-error.js';
import type { NewDkimKey } from './sending-domains.store.js';

export interface DkimKeyRow {
  readonly id: string;
  readonly selector: string;
  readonly algorithm: string;
  readonly publicKey: string;
  readonly state: DkimKeyState;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly keepUntil: Date | null;
  readonly views: NameServerView[] | null;
  readonly viewedAt: Date | null;
  readonly seenAt: Date | null;
}

export interface DkimRotationRow {
  readonly id: string;
  readonly domain: string;
  readonly switchAt: Date | null;
  readonly trouble: string | null;
  readonly troubleSince: Date | null;
  /** Active ones first, then the newest. */
  readonly keys: readonly DkimKeyRow[];
}

/** next: those made last take over · before: those replaced last sign again */
export type SwitchTo = keyof typeof isOf;

export class DkimKeyStore {
  constructor(private readonly database: Database) {}

  async rotation(domainId: string): Promise<DkimRotationRow | null> {
    return (await this.rotations('WHERE d.id = $1', [domainId]))[0] ?? null;
  }

  async rotationOf(domainName: string): Promise<DkimRotationRow | null> {
    return (await this.rotations('WHERE d.name = $1', [domainName]))[0] ?? null;
  }

  /** Of the sending domain of a campaign; null while it has none. */
  async rotationOfCampaign(campaignId: string): Promise<DkimRotationRow | null> {
    const where = 'WHERE d.id = (SELECT sending_domain_id FROM campaign WHERE id = $1)';
    return (await this.rotations(where, [campaignId]))[0] ?? null;
  }

  /** Those whose planned switch is due, by the clock of the database. */
  dueSwitches(): Promise<DkimRotationRow[]> {
    return this.rotations('WHERE d.dkim_switch_at <= now() ORDER BY d.dkim_switch_at LIMIT 20', []);
  }

  /** Those whose next keys are to be looked for again. */
  dueLooks(): Promise<DkimRotationRow[]> {
    return this.rotations(DUE_LOOKS, []);
  }

  /** Puts the next keys beside those that sign. @throws DomainError not_found, dkim_next_exists */
  async addNext(domainId: string, keys: readonly NewDkimKey[]): Promise<void> {
    await this.locked(domainId, async (client) => {
      const next = await standing(client, domainId, 'next');
      if (next.keys > 0)
        throw new DomainError(
          'conflict',
          'dkim_next_exists',
          'The next keys are made already. Publish them and switch, or discard them first.',
        );
      for (const { selector, algorithm, privateKeySealed, publicKey } of keys)
        await client.query(
          `INSERT INTO dkim_key (sending_domain_id, selector, algorithm, private_key_sealed, public_key, is_active)
           VALUES ($1, $2, $3, $4, $5, false)`,
          [domainId, selector, algorithm, privateKeySealed, publicKey],
        );
    });
  }

  /** Selectors are never used twice: the record of an old one may stand in some cache. */
  async selectors(domainId: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ selector: string }>(
      'SELECT selector FROM dkim_key WHERE sending_domain_id = $1',
      [domainId],
    );
    return rows.map(({ selector }) => selector);
  }

  /** Discards the next keys, which signed nothing yet, and the switch to them. @returns how many went */
  async discardNext(domainId: string): Promise<number> {
    return this.locked(domainId, async (client) => {
      await clearPlan(client, domainId);
      // Kept as a name only: somebody may have published the record already.
      const gone = await client.query(
        `UPDATE dkim_key SET removed_at = now(), private_key_sealed = '' WHERE sending_domain_id = $1 AND ${isOf.next}`,
        [domainId],
      );
      return gone.rowCount ?? 0;
    });
  }

  /** @param isRight whether every name server held exactly the key */
  async keepViews(keyId: string, views: readonly NameServerView[], isRight: boolean): Promise<void> {
    await this.database.pool.query(
      `UPDATE dkim_key SET views = $2, viewed_at = now(), seen_at = CASE WHEN $3 THEN now() ELSE seen_at END WHERE id = $1`,
      [keyId, JSON.stringify(views), isRight],
    );
  }

  /** The next keys take over at `at`; null takes the plan back. @throws DomainError dkim_no_next, dkim_not_published */
  async planSwitch(domainId: string, at: Date | null): Promise<void> {
    await this.locked(domainId, async (client) => {
      if (at !== null) await mustBeSeen(client, domainId, 'next');
      await client.query(
        `UPDATE sending_domain SET dkim_switch_at = $2, dkim_trouble = CASE WHEN $2::timestamptz IS NULL THEN dkim_trouble END,
           dkim_trouble_since = CASE WHEN $2::timestamptz IS NULL THEN dkim_trouble_since END WHERE id = $1`,
        [domainId, at],
      );
    });
  }

  /**
   * From now on these sign, and those that did rest. Workers take it up within a minute; both verify all the while.
   *
   * @throws DomainError dkim_no_next, dkim_none_before, dkim_not_published when the last look at DNS is old or was not right
   */
  async switchTo(domainId: string, which: SwitchTo): Promise<void> {
    await this.locked(domainId, async (client) => {
      await mustBeSeen(client, domainId, which);
      await client.query(SWITCH(which), [domainId]);
      await clearPlan(client, domainId);
    });
  }

  /** Its record was taken out of DNS: the private half is forgotten. @throws DomainError not_found, dkim_still_needed */
  async remove(domainId: string, selector: string): Promise<void> {
    const key = (await this.rotation(domainId))?.keys.find((one) => one.selector === selector);
    if (key === undefined) throw new DomainError('missing', 'not_found', 'There is no such key here (any more).');
    if (key.state !== 'removable')
      throw new DomainError(
        'conflict',
        'dkim_still_needed',
        key.state === 'resting'
          ? `Messages signed with ${selector} are still on their way. Its record is needed until ${new Date(key.keepUntil!).toISOString().slice(0, 10)}.`
          : `${selector} is in use; only a key that was replaced can be removed.`,
      );
    await this.database.pool.query(`UPDATE dkim_key SET removed_at = now(), private_key_sealed = '' WHERE id = $1`, [
      key.id,
    ]);
  }

  /** What is wrong, for a person to see; null: nothing any more. @param isPlanOver the planned switch does not happen */
  async noteTrouble(domainId: string, words: string | null, isPlanOver = false): Promise<void> {
    await this.database.pool.query(
      `UPDATE sending_domain SET dkim_trouble = $2,
         dkim_trouble_since = CASE WHEN $2::text IS NULL THEN NULL ELSE coalesce(dkim_trouble_since, now()) END,
         dkim_switch_at = CASE WHEN $3 THEN NULL ELSE dkim_switch_at END WHERE id = $1`,
      [domainId, words, isPlanOver],
    );
  }

  private async rotations(where: string, values: unknown[]): Promise<DkimRotationRow[]> {
    const { rows } = await this.database.pool.query<DkimRotationRow>(`${ROTATION} ${where}`, values);
    return rows.map((row) => ({ ...row, keys: row.keys.map(withDates) }));
  }

  private locked<T>(domainId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (client) => {
      const { rowCount } = await client.query('SELECT FROM sending_domain WHERE id = $1 FOR NO KEY UPDATE', [domainId]);
      if (rowCount === 0) throw new DomainError('missing', 'not_found', 'There is no sending domain here (any more).');
      return work(client);
    });
  }
}

async function standing(client: pg.PoolClient, domainId: string, which: SwitchTo) {
  const { rows } = await client.query<{ keys: number; unseen: number }>(STANDING(which), [domainId]);
  return rows[0]!;
}

async function mustBeSeen(client: pg.PoolClient, domainId: string, which: SwitchTo): Promise<void> {
  const { keys, unseen } = await standing(client, domainId, which);
  if (keys === 0)
    throw which === 'next'
      ? new DomainError('conflict', 'dkim_no_next', 'There is no next key. Make one first.')
      : new DomainError('conflict', 'dkim_none_before', 'There is no key before this one that could sign again.');
  if (unseen > 0)
    throw new DomainError(
      'conflict',
      'dkim_not_published',
      'Not every name server shows the record yet, so nothing was switched. What each one said stands beside the key.',
    );
}

const clearPlan = (client: pg.PoolClient, domainId: string) =>
  client.query(
    'UPDATE sending_domain SET dkim_switch_at = NULL, dkim_trouble = NULL, dkim_trouble_since = NULL WHERE id = $1',
    [domainId],
  );

/** JSON knows no dates. */
function withDates(key: DkimKeyRow): DkimKeyRow {
  const date = (value: Date | null) => (value === null ? null : new Date(value));
  return {
    ...key,
    createdAt: new Date(key.createdAt),
    activatedAt: date(key.activatedAt),
    replacedAt: date(key.replacedAt),
    keepUntil: date(key.keepUntil),
    viewedAt: date(key.viewedAt),
    seenAt: date(key.seenAt),
  };
}
