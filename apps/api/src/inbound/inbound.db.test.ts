// Returned mail over the real API: seen, searched, explained, laid aside and taken back, matched by hand, exported.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';

let fresh: FreshDatabase;
let api: TestApi;
let owner: Caller;

const query = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await api.dependencies.database.pool.query<Row>(text, values)).rows;
const idOf = async (text: string, ...values: unknown[]) => (await query<{ id: string }>(text, ...values))[0]!.id;

beforeAll(async () => {
  fresh = await freshDatabase();
  api = await startTestApi(fresh.url);
  owner = await api.asOwner();
});
beforeEach(() => query('TRUNCATE inbound_message CASCADE'));
afterAll(async () => {
  await api.close();
  await fresh.drop();
});

let count = 0;
const raw = 'From: mx@firm.example\r\nSubject: Returned\r\n\r\n<script>alert(1)</script>\u0007';

async function message(kind: string, state: string, report: object = {}, more = {}): Promise<string> {
  const { deliveryId = null, addressId = null } = more as { deliveryId?: string; addressId?: string };
  return idOf(
    `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes, kind, state, report, delivery_id, address_id, category)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'address_unknown') RETURNING id`,
    ...[`1/${++count}`, randomBytes(32), Buffer.from(raw), raw.length, kind, state],
    ...[JSON.stringify({ subject: 'Returned', from: 'mx@firm.example', ...report }), deliveryId, addressId],
  );
}

/** A delivery that mx1.firm.example took an hour ago. */
async function accepted(address: string, queueId = '4F3A21B7C0') {
  await query(`INSERT INTO mail_domain (name) VALUES ('firm.example') ON CONFLICT DO NOTHING`);
  const addressId = await idOf(
    `INSERT INTO address (normalized, spelling, domain_name) VALUES ($1, $1, 'firm.example') RETURNING id`,
    address,
  );
  const campaignId = await idOf(
    `INSERT INTO campaign (name, state, subject) VALUES ('May letter', 'sending', 'Our May letter') RETURNING id`,
  );
  const deliveryId = await idOf(
    `INSERT INTO delivery (campaign_id, address_id, domain_name, state, accepted_at)
     VALUES ($1, $2, 'firm.example', 'accepted', now() - interval '1 hour') RETURNING id`,
    ...[campaignId, addressId],
  );
  const attemptId = await idOf(
    `INSERT INTO attempt (delivery_id, campaign_id, address_id, domain_name, fence, worker, phase, finished_at, outcome, mx_host, reply_code, reply_text)
     VALUES ($1, $2, $3, 'firm.example', 1, 'test', 'finished', now(), 'accepted', 'mx1.firm.example', 250, 'Ok: queued as ' || $4) RETURNING id`,
    ...[deliveryId, campaignId, addressId, queueId],
  );
  await query('UPDATE delivery SET attempt_id = $2 WHERE id = $1', deliveryId, attemptId);
  return { addressId, campaignId, deliveryId, address };
}

const recipient = (address: string) => ({
  ...{ address, originalRecipient: null, finalRecipient: address, action: 'failed', status: '5.1.1', replyCode: 550 },
  ...{
    diagnostic: '550 5.1.1 No such user',
    remoteMta: 'mx1.firm.example',
    category: 'address_unknown',
    scope: 'address',
    ruleId: 'x',
  },
});

interface View {
  id: string;
  kind: string;
  ledTo: string;
  words: string;
}
const list = async (search: string) =>
  (await owner('GET', `/v1/inbound?${search}`)).json<{ data: View[]; nextCursor: string | null }>();

describe('the list', () => {
  it('filters by what people look for, searches, and pages by cursor', async () => {
    for (const kind of ['bounce', 'complaint', 'delayed', 'vacation', 'autoreply', 'not-bounce', 'unreadable'])
      await message(kind, kind === 'not-bounce' ? 'ignored' : 'unmatched', {
        recipients: [recipient(`${kind}@x.example`)],
      });
    const kinds = async (search: string) => (await list(search)).data.map(({ kind }) => kind);
    expect(await kinds('show=all')).toHaveLength(7);
    expect(await kinds('show=unmatched')).toHaveLength(6);
    expect(await kinds('show=automatic')).toEqual(['autoreply', 'vacation']);
    expect(await kinds('show=complaints')).toEqual(['complaint']);
    expect(await kinds('show=not_bounces')).toEqual(['not-bounce']);
    expect(await kinds('show=unreadable')).toEqual(['unreadable']);
    expect(await kinds('search=DELAYED%40x')).toEqual(['delayed']);
    expect(await kinds('search=%25')).toEqual([]);
    const first = await list('limit=4');
    const second = await list(`limit=4&cursor=${first.nextCursor}`);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(7);
    expect(second.nextCursor).toBeNull();
  });

  it('finds a message by the whole address it was matched to', async () => {
    const ann = await accepted('search.me@firm.example');
    const id = await message('bounce', 'matched', { subject: null, from: null }, ann);
    expect((await list('search=Search.me%40firm.example')).data.map((one) => one.id)).toEqual([id]);
  });

  it('says what a message led to', async () => {
    const ann = await accepted('ann.led@firm.example');
    const id = await message('bounce', 'matched', {}, ann);
    expect((await list('')).data[0]).toMatchObject({
      id,
      ledTo: 'Added to the delivery, nothing changed',
      campaignName: 'May letter',
    });
    await query(`UPDATE delivery SET state = 'returned', next_attempt_at = NULL WHERE id = $1`, ann.deliveryId);
    await query(
      `INSERT INTO suppression (scope, address_id, cause, source, actor, evidence) VALUES ('address', $1, 'hard_bounce', 'outcome', 'Doorstep', $2)`,
      ...[ann.addressId, JSON.stringify({ inboundMessageId: id })],
    );
    expect((await list('')).data[0]!.ledTo).toBe('Suppressed: no campaign mails it');
  });
});

describe('one message', () => {
  it('is explained, with its raw text shown harmless', async () => {
    const id = await message('bounce', 'unmatched', {
      note: 'Nothing in the message shows that it answers one of ours.',
      recipients: [recipient('ann@firm.example')],
      remoteQueueId: '4F3A21B7C0',
    });
    const detail = (await owner('GET', `/v1/inbound/${id}`)).json();
    expect(detail).toMatchObject({
      note: expect.stringContaining('Anybody can write such a message'),
      whatToDo: expect.stringContaining('match it by hand'),
      recipients: [{ address: 'ann@firm.example', status: '5.1.1' }],
      match: null,
    });
    expect(detail.facts).toContainEqual({ name: 'Queue id there', value: '4F3A21B7C0' });
    const { text, isCut } = (await owner('GET', `/v1/inbound/${id}/text`)).json<{ text: string; isCut: boolean }>();
    expect([text, isCut]).toEqual(['From: mx@firm.example\nSubject: Returned\n\n<script>alert(1)</script>␇', false]);
    const file = await owner('GET', `/v1/inbound/${id}/raw`);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${id}.eml"`);
    expect((await owner('GET', '/v1/inbound/0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44')).statusCode).toBe(404);
  });

  it('whose report was kept by an older version, or by nobody, is shown all the same', async () => {
    const id = await idOf(
      `INSERT INTO inbound_message (source_uid, content_sha256, raw, size_bytes, kind, state, report)
       VALUES ('old', $1, 'x', 1, 'unreadable', 'unmatched', '{"recipients": 7, "hints": null}') RETURNING id`,
      randomBytes(32),
    );
    expect((await owner('GET', `/v1/inbound/${id}`)).json()).toMatchObject({ recipients: [], handover: null });
    expect((await list('search=x')).data).toEqual([]);
  });
});

describe('the shelf', () => {
  it('scores whom a message may be of, with a reason for every point', async () => {
    const ann = await accepted('ann.near@firm.example');
    const bob = await accepted('bob.near@firm.example', '99ZZ');
    const id = await message('bounce', 'unmatched', {
      recipients: [recipient(ann.address)],
      remoteQueueId: '4f3a21b7c0',
      hints: [bob.deliveryId],
      original: { messageId: null, to: [], subject: 'Our May letter', deliveredTo: [], forwardedTo: [], queueIds: [] },
    });
    const answer = await owner('GET', `/v1/inbound/${id}/candidates`);
    const { candidates } = answer.json<{
      candidates: { address: string; score: number; reasons: { words: string; points: number }[] }[];
    }>();
    expect(candidates.slice(0, 2).map(({ address }) => address)).toEqual([ann.address, bob.address]);
    expect(candidates[0]!.score).toBe(100);
    for (const { score, reasons } of candidates)
      expect(
        Math.min(
          100,
          reasons.reduce((sum, { points }) => sum + points, 0),
        ),
      ).toBe(score);
    const found = await owner('GET', `/v1/inbound/${id}/candidates?search=BOB.near`);
    expect(found.json().candidates.map((one: { address: string }) => one.address)).toContain(bob.address);
  });

  it('asks for a match once, says what became of it, and audits who asked', async () => {
    const ann = await accepted('ann.match@firm.example');
    const id = await message('bounce', 'unmatched', { recipients: [recipient(ann.address)] });
    const asked = await owner('POST', `/v1/inbound/${id}/match`, {
      deliveryId: ann.deliveryId,
      reason: 'It is her name',
    });
    expect(asked.statusCode).toBe(202);
    expect(asked.json()).toMatchObject({ state: 'asked', actor: 'Olga Owner', reason: 'It is her name' });
    const again = await owner('POST', `/v1/inbound/${id}/match`, { deliveryId: ann.deliveryId });
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_matched']);
    const early = await owner('POST', `/v1/inbound/matches/${asked.json().id}/undo`, {});
    expect([early.statusCode, early.json().code]).toEqual([409, 'match_not_applied']);
    expect((await owner('GET', `/v1/inbound/${id}`)).json()).toMatchObject({ match: { state: 'asked' } });
    expect(await query(`SELECT actor_label, detail FROM audit_entry WHERE action = 'inbound.match'`)).toEqual([
      { actor_label: 'Olga Owner', detail: { deliveryId: ann.deliveryId, reason: 'It is her name' } },
    ]);
    const unknown = await owner('POST', `/v1/inbound/${await message('bounce', 'unmatched')}/match`, {
      deliveryId: id,
    });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'delivery_unknown']);
    const unread = await message('bounce', 'new');
    expect((await owner('POST', `/v1/inbound/${unread}/match`, { deliveryId: ann.deliveryId })).json().code).toBe(
      'message_not_read',
    );
  });

  it('lays aside what is not ours, one or all that fit, and takes it back', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c'].map((name) => message('bounce', 'unmatched', { subject: `Spam ${name}` })),
    );
    const kept = await message('bounce', 'matched', { subject: 'Spam of ours' });
    const counted = async () => (await owner('GET', '/v1/inbound/counts')).json<{ unmatched: number }>().unmatched;
    expect(await counted()).toBe(3);
    const some = (await owner('POST', '/v1/inbound/dismissals', { ids: [ids[0], kept] })).json<{
      id: string;
      count: number;
    }>();
    expect([some.count, await counted()]).toEqual([1, 2]);
    expect((await list('show=dismissed')).data).toMatchObject([
      { id: ids[0], dismissedBy: 'Olga Owner', ledTo: 'Laid aside as not ours' },
    ]);
    const all = (await owner('POST', '/v1/inbound/dismissals', { all: true, search: 'spam' })).json<{
      id: string;
      count: number;
    }>();
    expect([all.count, await counted()]).toEqual([2, 0]);
    expect((await owner('POST', `/v1/inbound/dismissals/${all.id}/undo`, {})).json()).toMatchObject({ count: 2 });
    expect((await owner('POST', `/v1/inbound/dismissals/${all.id}/undo`, {})).json()).toMatchObject({ count: 0 });
    expect((await owner('POST', `/v1/inbound/${ids[0]}/restore`, {})).statusCode).toBe(204);
    expect((await owner('POST', `/v1/inbound/${ids[0]}/restore`, {})).statusCode).toBe(404);
    expect(await counted()).toBe(3);
  });
});

describe('the export', () => {
  it('gives every message of a view, safe for spreadsheets, or as JSON lines', async () => {
    await message('bounce', 'unmatched', { from: '=cmd()', recipients: [recipient('ann@firm.example')] });
    await message('complaint', 'unmatched');
    const csv = await owner('GET', '/v1/inbound/export?show=bounces');
    expect(csv.headers['content-disposition']).toContain('returned-mail-bounces.csv');
    const lines = csv.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\ufeffreceived_at_utc,kind,state,address,/);
    expect(lines[1]).toContain(",'=cmd(),");
    const jsonl = await owner('GET', '/v1/inbound/export?format=jsonl');
    expect(
      jsonl.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind),
    ).toEqual(['complaint', 'bounce']);
  });
});
