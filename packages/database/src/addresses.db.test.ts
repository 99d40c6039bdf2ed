import type { PeopleFilter } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { AddressStore } from './addresses.store.js';
import { CampaignDeliveryStore } from './campaign-deliveries.store.js';
import { ComparisonStore } from './comparisons.store.js';
import { SubscriberStore } from './subscribers.store.js';
import { SuppressionStore } from './suppressions.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let addresses: AddressStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  addresses = new AddressStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

/** Settles deliveries of a campaign as if each had been tried once. */
async function settle(
  campaignId: string,
  siteId: string,
  addressIds: readonly string[],
  state: string,
  category: string,
) {
  await fixture.query(
    `WITH moved AS (UPDATE delivery SET state = $3, next_attempt_at = CASE WHEN $3 IN ('planned','due','deferred','sending') THEN next_attempt_at END, category = $4, settled_at = now() WHERE campaign_id = $1 AND address_id = ANY($2::uuid[])
       RETURNING id, address_id, domain_name)
     INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, site_id, fence, worker, phase, outcome, finished_at, category, reply_code, reply_text)
     SELECT id, $1, address_id, domain_name, $5, 1, 'w', 'finished', CASE WHEN $3 = 'accepted' THEN 'accepted' ELSE 'refused' END, now(), $4, 550, 'no <b>such</b> user' FROM moved`,
    [campaignId, addressIds, state, category, siteId],
  );
}

describe('the record of an address', () => {
  it('is null for one that was never seen', async () => {
    expect(await addresses.record('never@seen.example')).toBeNull();
  });

  it('holds attempts, returns, events and counts of adding through deletions', async () => {
    const first = await fixture.dueCampaign('rec.example', 2);
    const [her] = first.addressIds;
    await settle(first.campaignId, first.siteId, [her!], 'refused', 'address_unknown');
    const second = await fixture.campaign(first.listId, 'planned');
    const { PlanStore } = await import('./plans.store.js');
    await new PlanStore(fixture.database).planPage(second, { limit: 100, usesFields: false, timeScale: 1 });
    await settle(second, first.siteId, [her!], 'accepted', 'unclassified');
    await fixture.query(
      `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes, kind, state, delivery_id, address_id, category, scope, report)
       SELECT '1', '\\x01', 'raw', 3, 'bounce', 'matched', id, address_id, 'mailbox_full', 'address',
         '{"status":"5.2.2","diagnostic":"full","finalRecipient":"x@else.example","refusedBy":"mx.else.example","reportingMta":"mx.rec.example"}'
       FROM delivery WHERE campaign_id = $1 AND address_id = $2`,
      [second, her],
    );
    const subscribers = new SubscriberStore(fixture.database);
    const person = { normalized: 'p1@rec.example', spelling: 'P1@rec.example', domainName: 'rec.example' };
    const [row] = await fixture.query<{ id: string }>('SELECT id FROM subscriber WHERE address_id = $1', [her]);
    await subscribers.remove(row!.id, 'Olga');
    await subscribers.add({ ...person, name: 'Ann', fields: {}, listIds: [], consentSource: null }, 'Olga');
    await new SuppressionStore(fixture.database).addByHand(person, 'Asked', 'Olga');

    const record = (await addresses.record('p1@rec.example'))!;
    expect(record).toMatchObject({
      ...{ id: her, address: 'p1@rec.example', domainName: 'rec.example', siteId: first.siteId },
      ...{ mxHosts: ['mx.rec.example'], timesDeleted: 1, timesAdded: 1, subscriber: { name: 'Ann' } },
    });
    expect(record.deliveries.map(({ campaignId, state }) => [campaignId, state])).toEqual([
      [second, 'accepted'],
      [first.campaignId, 'refused'],
    ]);
    expect(Math.abs(record.deliveries[0]!.at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(record.attempts.map(({ outcome }) => outcome)).toEqual(['refused', 'accepted']);
    expect(record.returns).toMatchObject([
      {
        status: '5.2.2',
        finalRecipient: 'x@else.example',
        refusedBy: 'mx.else.example',
        deliveryId: record.deliveries[0]!.id,
      },
    ]);
    expect(record.events.map(({ kind }) => kind)).toEqual(['suppressed', 'subscriber_added', 'subscriber_deleted']);
    expect(record.suppressions).toMatchObject([{ cause: 'manual', address: 'p1@rec.example' }]);
  });

  it('knows of a hold of the whole domain', async () => {
    await fixture.people('held.example', 1);
    await fixture.query(
      `INSERT INTO suppression (scope, domain_name, cause, source, actor) VALUES ('domain', 'held.example', 'manual', 'user', 'Olga')`,
    );
    const record = await addresses.record('p1@held.example');
    expect(record!.suppressions).toMatchObject([{ scope: 'domain', domainName: 'held.example', address: null }]);
  });
});

describe('the search of addresses', () => {
  it('goes along the start of the address, deleted ones among them, page by page', async () => {
    await fixture.people('find.example', 12);
    await fixture.query(
      `DELETE FROM subscriber WHERE address_id = (SELECT id FROM address WHERE normalized = 'p10@find.example')`,
    );
    const first = await addresses.search('P1', 2);
    const found = await addresses.search('p1', 100, first.at(-1)!.address);
    const all = [...first, ...found].filter((hit) => hit.address.endsWith('@find.example'));
    expect(all.map(({ address, isSubscriber }) => [address, isSubscriber])).toEqual([
      ['p10@find.example', false],
      ['p11@find.example', true],
      ['p12@find.example', true],
      ['p1@find.example', true],
    ]);
    expect(await addresses.search('p%', 5)).toEqual([]);
    expect((await addresses.search('', 3)).length).toBe(3);
  });
});

describe('the comparison of a campaign', () => {
  it('counts others at her site and domain, and other domains refusing alike, without her', async () => {
    const { campaignId, siteId, addressIds } = await fixture.dueCampaign('cmp.example', 6);
    const [her, ...others] = addressIds;
    await settle(campaignId, siteId, [her!, others[0]!], 'refused', 'reputation_block');
    await settle(campaignId, siteId, others.slice(1), 'accepted', 'unclassified');
    await fixture.people('other.example', 1);
    await fixture.query(
      `INSERT INTO delivery (campaign_id, address_id, domain_name, state, category)
       SELECT $1, id, domain_name, 'refused', 'reputation_block' FROM address WHERE domain_name = 'other.example'`,
      [campaignId],
    );
    const [{ deliveryId }] = (await fixture.query(
      'SELECT id AS "deliveryId" FROM delivery WHERE campaign_id = $1 AND address_id = $2',
      [campaignId, her],
    )) as [{ deliveryId: string }];
    const question = {
      deliveryId,
      campaignId,
      siteId,
      addressId: her!,
      domainName: 'cmp.example',
      category: 'reputation_block',
      isJudgedByOthers: true,
    };
    const comparisons = new ComparisonStore(fixture.database);
    expect(await comparisons.compare(question)).toEqual({
      ...{ deliveryId, campaignId, siteTried: 5, siteAccepted: 4, domainTried: 5, domainAccepted: 4, domainAlike: 1 },
      domainsRefusingAlike: 1,
      ...{ refusals: [{ mxHost: null, text: null }], takenBy: [] },
      campaignAccepted: 4,
    });
    const people = new CampaignDeliveryStore(fixture.database);
    const opened = async (filter: PeopleFilter) => {
      const rows = await people.page({ campaignId, limit: 100, filter: { beside: deliveryId, ...filter } });
      expect(await people.count(campaignId, { beside: deliveryId, ...filter })).toBe(rows.length);
      expect(rows.map(({ id }) => id)).not.toContain(deliveryId);
      return rows.length;
    };
    // What the numbers of the comparison open: as many rows as they say.
    expect(await opened({ among: 'site' })).toBe(5);
    expect(await opened({ among: 'site', group: 'got_it' })).toBe(4);
    expect(await opened({ among: 'domain' })).toBe(5);
    expect(await opened({ among: 'domain', group: 'got_it' })).toBe(4);
    expect(await opened({ among: 'alike' })).toBe(1);
    expect(await comparisons.compare({ ...question, siteId: null, category: null })).toMatchObject({
      siteTried: 0,
      domainsRefusingAlike: 0,
    });
  });
});
