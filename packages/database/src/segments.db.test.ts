// Segments in a real database: they agree with a plain reading of the same people, are explained, counted, used and kept.
import { SegmentDefinition } from '@doorstep/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { compileSegment } from './compile-segment.js';
import { SegmentStore } from './segments.store.js';
import { aDefinition, aPerson, isIn, LIST, now, type Person, TAG } from './testing/segment-model.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let segments: SegmentStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  segments = new SegmentStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

async function settle(people: readonly Person[]): Promise<void> {
  await fixture.query(`INSERT INTO mail_domain (name) VALUES ('people.test') ON CONFLICT DO NOTHING`);
  await fixture.query(`INSERT INTO list (id, name) VALUES ($1, 'Letter')`, [LIST]);
  await fixture.query(`INSERT INTO tag (id, name) VALUES ($1, 'friend')`, [TAG]);
  await fixture.query(
    `WITH given AS (SELECT row_number() OVER () AS n, x.* FROM jsonb_to_recordset($1) AS
         x(name text, fields jsonb, standing text, "softStreak" int, list text, "isTagged" bool)),
       a AS (INSERT INTO address (normalized, spelling, domain_name, standing, soft_streak)
         SELECT 'p' || n || '@people.test', 'p' || n || '@people.test', 'people.test', standing, "softStreak" FROM given RETURNING id, normalized),
       joined AS (SELECT a.id, g.* FROM a JOIN given g ON a.normalized = 'p' || g.n || '@people.test'),
       s AS (INSERT INTO subscriber (address_id, name, fields) SELECT id, name, fields FROM joined RETURNING id, address_id),
       m AS (INSERT INTO membership (list_id, address_id, status) SELECT $2, id, list FROM joined WHERE list IS NOT NULL)
     INSERT INTO subscriber_tag (subscriber_id, tag_id) SELECT s.id, $3 FROM s JOIN joined j ON j.id = s.address_id WHERE j."isTagged"`,
    [JSON.stringify(people), LIST, TAG],
  );
}

describe('a segment', () => {
  it('holds exactly those a plain reading of it holds, whoever they are', async () => {
    const people = fc.sample(aPerson, { numRuns: 60, seed: 5 });
    await settle(people);
    await fc.assert(
      fc.asyncProperty(aDefinition, async (raw) => {
        const definition = SegmentDefinition.parse(raw);
        const { sql, parameters } = compileSegment(definition, 1, now);
        const rows = await fixture.query<{ n: number }>(
          `SELECT substring(a.normalized FROM '^p(\\d+)@')::int AS n FROM subscriber s JOIN address a ON a.id = s.address_id
           WHERE ${sql} ORDER BY 1`,
          [...parameters],
        );
        const expected = people.flatMap((person, at) => (isIn(definition, person) ? [at + 1] : []));
        expect(rows.map((row) => row.n)).toEqual(expected);
      }),
      { numRuns: 250, seed: 7 },
    );
    const definition = SegmentDefinition.parse({
      kind: 'all',
      parts: [
        { kind: 'list', listId: LIST },
        { kind: 'none', parts: [{ kind: 'standing', standings: ['hard'] }] },
      ],
    });
    const members = people.filter((person) => isIn(definition, person));
    const counted = await segments.count(definition, 5000);
    expect(counted).toMatchObject({ people: members.length, onLists: members.length });
    expect(counted.sample).toHaveLength(Math.min(20, members.length));
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await segments.people(definition, { limit: 7, after }, 5000);
      if (page.length === 0) break;
      seen.push(...page.map((row) => row.subscriberId));
      after = page.at(-1)!.subscriberId;
    }
    expect(new Set(seen).size).toBe(members.length);
  });

  it('takes the day somebody was added in UTC, from its first moment to its last', async () => {
    const times = [
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00Z',
      '2026-03-01T23:59:59.999Z',
      '2026-03-02T00:00:00Z',
    ];
    const { listId, addressIds } = await fixture.people('days.test', times.length);
    for (const [at, time] of times.entries()) {
      await fixture.query('UPDATE subscriber SET created_at = $2 WHERE address_id = $1', [addressIds[at], time]);
      await fixture.query('UPDATE membership SET created_at = $2 WHERE address_id = $1', [addressIds[at], time]);
    }
    const day = '2026-03-01';
    for (const [test, expected] of [
      [{ op: 'before', day }, [0]],
      [{ op: 'on', day }, [1, 2]],
      [{ op: 'after', day }, [3]],
      [{ op: 'in_last_days', days: 1 }, [1, 2, 3]],
      [{ op: 'not_in_last_days', days: 1 }, [0]],
    ] as const)
      for (const condition of [
        { kind: 'added', test },
        { kind: 'list', listId, joined: test },
      ]) {
        const definition = SegmentDefinition.parse({ kind: 'all', parts: [condition] });
        const { sql, parameters } = compileSegment(definition, 2, new Date('2026-03-02T12:00:00Z'));
        const rows = await fixture.query<{ n: number }>(
          `SELECT array_position($1::uuid[], a.id) - 1 AS n FROM subscriber s JOIN address a ON a.id = s.address_id
           WHERE a.id = ANY($1) AND ${sql} ORDER BY 1`,
          [addressIds, ...parameters],
        );
        expect(rows.map(({ n }) => n)).toEqual(expected);
      }
  });

  it('says of each condition what it saw, also of mail, clicks and providers', async () => {
    const { campaignId, addressIds } = await fixture.dueCampaign('why.test', 2);
    await fixture.query(
      `UPDATE campaign SET tracking = 'person', started_at = now() - interval '1 minute' WHERE id = $1`,
      [campaignId],
    );
    await fixture.query(
      `INSERT INTO reader_event (campaign_id, address_id, kind, is_machine) VALUES ($1, $2, 'open', false), ($1, $3, 'click', true)`,
      [campaignId, addressIds[0], addressIds[1]],
    );
    await fixture.query(
      `INSERT INTO suppression (scope, address_id, cause, source, actor) VALUES ('address', $1, 'manual', 'user', 'Olga')`,
      [addressIds[1]],
    );
    const definition = SegmentDefinition.parse({
      kind: 'all',
      parts: [
        { kind: 'activity', event: 'any' },
        { kind: 'activity', event: 'clicked', campaignId, is: false },
        { kind: 'campaign', campaignId, outcome: 'in_audience' },
        { kind: 'campaign', campaignId, outcome: 'accepted', is: false },
        { kind: 'provider', providers: ['other'] },
        { kind: 'suppressed', is: false },
        { kind: 'failing', forDays: 0 },
        { kind: 'added', test: { op: 'in_last_days', days: 1 } },
        { kind: 'import', importId: campaignId, is: false },
        { kind: 'domain', test: { op: 'is', value: 'WHY.test' } },
        { kind: 'address', test: { op: 'starts_with', value: 'p' } },
      ],
    });
    const ada = (await segments.why(definition, 'p1@why.test'))!;
    expect(ada.isIn).toBe(false);
    expect(ada.conditions.map((one) => one.isTrue)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(ada.conditions[0]!.saw).toMatch(/^1 times, the last at 20/);
    expect(ada.conditions[2]!.saw).toBe('planned');
    expect(ada.conditions[4]!.saw).toBe('other');
    const bob = (await segments.why(definition, 'p2@why.test'))!;
    expect(bob.conditions.slice(0, 6).map((one) => one.isTrue)).toEqual([false, true, true, true, true, false]);
    expect(bob.conditions[5]!.saw).toBe('manual');
    expect(await segments.why(definition, 'nobody@why.test')).toBeNull();
  });

  it('is not deleted while a campaign needs it, comes back when it was, and tells who uses it', async () => {
    const definition = SegmentDefinition.parse({ kind: 'all', parts: [{ kind: 'suppressed' }] });
    const { id } = await segments.add({ name: 'Stopped', definition }, 'Olga');
    const [campaign] = await fixture.query<{ id: string }>(
      `INSERT INTO campaign (name, excluded_segment_ids) VALUES ('May', ARRAY[$1::uuid]) RETURNING id`,
      [id],
    );
    expect((await segments.one(id))!.usedBy).toEqual([{ campaignId: campaign!.id, name: 'May', state: 'draft' }]);
    await expect(segments.remove(id)).rejects.toMatchObject({ code: 'segment_in_use' });
    await fixture.query(`UPDATE campaign SET state = 'cancelled' WHERE id = $1`, [campaign!.id]);
    expect(await segments.remove(id)).toBe(true);
    expect(await segments.one(id)).toBeNull();
    expect(await segments.restore(id)).toMatchObject({ name: 'Stopped', definition });
    expect(await segments.change(id, { name: 'Halted' })).toMatchObject({ name: 'Halted', definition });
  });

  it('that takes too long to count says so', async () => {
    const definition = SegmentDefinition.parse({ kind: 'all', parts: [{ kind: 'suppressed', is: false }] });
    await fixture.query(
      `CREATE FUNCTION slow(text) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT pg_sleep(0.4); SELECT $1'`,
    );
    await fixture.query(`ALTER TABLE address RENAME TO address_kept`);
    await fixture.query(
      `CREATE VIEW address AS SELECT id, slow(normalized) AS normalized, domain_name FROM address_kept`,
    );
    expect(
      await segments.count(
        SegmentDefinition.parse({
          kind: 'all',
          parts: [{ kind: 'address', test: { op: 'is_set' } }, ...definition.parts],
        }),
        100,
      ),
    ).toEqual({
      people: null,
      onLists: null,
      sample: [],
    });
    await fixture.query('DROP VIEW address');
    await fixture.query('ALTER TABLE address_kept RENAME TO address');
  });
});
