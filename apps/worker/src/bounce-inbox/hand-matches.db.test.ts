// Matches by hand over a real database: they go through the door, say who vouched, and can be taken back whole.
import { type Database, HandMatchStore, InboundStore, openDatabase } from '@doorstep/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { silentLog } from '../log.js';
import { createHandMatchDoor } from '../outcome/hand-match-door.js';
import { createReturnDoor } from '../outcome/return-door.js';
import { complaint, deliveryReport, inboxHarness, type Person, signer } from '../testing/inbox-fixture.js';
import { createHandMatches } from './hand-matches.js';
import { parseHere } from './parse-room.js';
import { createUnderstanding } from './understand.js';

let fresh: FreshDatabase;
let database: Database;
let inbox: ReturnType<typeof inboxHarness>;
let matches: HandMatchStore;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
  inbox = inboxHarness(database);
  matches = new HandMatchStore(database);
});
beforeEach(() => inbox.empty());
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const worker = (room = parseHere) =>
  createHandMatches({
    room,
    matches,
    inbound: new InboundStore(database),
    door: createHandMatchDoor(matches, silentLog),
    log: silentLog,
  });

let uid = 0;
/** Keeps a message and understands it. @returns its id */
async function shelved(raw: string): Promise<string> {
  const inbound = new InboundStore(database);
  const mailboxId = await inbox.mailboxRow();
  await inbound.keep({ mailboxId, sourceUid: `1/${++uid}`, raw: Buffer.from(raw) });
  const returns = createReturnDoor(inbound, silentLog);
  const understand = createUnderstanding({ inbound, tokens: signer, returns, log: silentLog });
  const [message] = await inbound.waiting(1);
  await understand(message!);
  return message!.id;
}

const stateOf = async (ann: Person) => ({
  delivery: (await inbox.query('SELECT state, category, settled_at FROM delivery WHERE id = $1', ann.deliveryId))[0],
  address: (
    await inbox.query(
      'SELECT standing, soft_streak, soft_streak_since, hard_count, last_failed_at FROM address WHERE id = $1',
      ann.addressId,
    )
  )[0],
  inForce: await inbox.query(
    'SELECT cause FROM suppression WHERE address_id = $1 AND lifted_at IS NULL',
    ann.addressId,
  ),
});

const withoutToken = (ann: Person, more: object = {}) =>
  deliveryReport({ to: 'bounce@back.example', recipient: ann.address, ...more });

describe('a match by hand', () => {
  it('moves the delivery, may mark hard because a person vouches, and the evidence says who', async () => {
    const ann = await inbox.person();
    const messageId = await shelved(withoutToken(ann));
    await matches.ask(messageId, ann.deliveryId, 'Ada', 'The subject is ours');
    expect(await worker().settleAsked()).toBe(1);
    expect(await worker().settleAsked()).toBe(0);
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann)]).toEqual(['returned', 'hard']);
    expect(await inbox.messages()).toMatchObject([{ state: 'matched', report: { matchedBy: 'Ada' } }]);
    expect(await inbox.query('SELECT evidence FROM suppression WHERE address_id = $1', ann.addressId)).toMatchObject([
      {
        evidence: {
          matchedBy: 'Ada',
          matchReason: 'The subject is ours',
          certainty: 'likely',
          inboundMessageId: messageId,
        },
      },
    ]);
    expect(await matches.latest(messageId)).toMatchObject({
      state: 'applied',
      result: expect.stringContaining('gets no more campaigns'),
    });
    const certainties = await inbox.query(
      `SELECT jsonb_path_query(report, '$.recipients[*].certainty') AS c FROM inbound_message`,
    );
    expect(certainties).not.toContainEqual({ c: 'certain' });
    expect(
      await inbox.query(
        `SELECT actor FROM address_event WHERE address_id = $1 AND kind = 'return_matched'`,
        ann.addressId,
      ),
    ).toEqual([{ actor: 'Ada' }]);
  });

  it.each<[string, (ann: Person) => string]>([
    ['a dead mailbox', (ann) => withoutToken(ann)],
    ['a full mailbox', (ann) => withoutToken(ann, { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' })],
    ['a complaint', (ann) => complaint('bounce@back.example', ann.address)],
    ['a warning', (ann) => withoutToken(ann, { action: 'delayed', status: '4.4.1', diagnostic: 'timed out' })],
  ])('of %s is taken back to the row', async (_, raw) => {
    const ann = await inbox.person();
    const before = await stateOf(ann);
    const messageId = await shelved(raw(ann));
    const [unmatched] = await inbox.query('SELECT kind, state, category, rule_id, report FROM inbound_message');
    const { id } = await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await worker().settleAsked();
    expect(await inbox.messages()).toMatchObject([{ state: 'matched' }]);
    await matches.askUndo(id, 'Grace');
    expect(await worker().settleAsked()).toBe(1);
    expect(await stateOf(ann)).toEqual(before);
    expect(await inbox.query('SELECT kind, state, category, rule_id, report FROM inbound_message')).toEqual([
      unmatched,
    ]);
    expect(await matches.latest(messageId)).toMatchObject({ state: 'undone', undoActor: 'Grace' });
    // and may be matched anew
    await matches.ask(messageId, ann.deliveryId, 'Ada', null);
  });

  it('takes off only its own share where something came since', async () => {
    const ann = await inbox.person();
    const full = { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' };
    const messageId = await shelved(withoutToken(ann, full));
    const { id } = await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await worker().settleAsked();
    const [later] = await inbox.query<{ id: string }>(
      `WITH c AS (INSERT INTO campaign (name, state) VALUES ('June', 'sending') RETURNING id)
       INSERT INTO delivery (campaign_id, address_id, domain_name, state, accepted_at)
       SELECT c.id, $1, 'firm.example', 'accepted', now() FROM c RETURNING id`,
      ann.addressId,
    );
    const path = `bounce-${signer.sign('return', later!.id)}@back.example`;
    await shelved(deliveryReport({ to: path, recipient: ann.address, ...full }));
    expect((await stateOf(ann)).address).toMatchObject({ soft_streak: 2, standing: 'failing' });
    await matches.askUndo(id, 'Ada');
    await worker().settleAsked();
    expect((await stateOf(ann)).address).toMatchObject({ soft_streak: 1, standing: 'failing' });
    expect(await inbox.stateOf(ann)).toBe('accepted');
  });

  it('leaves a delivery returned that another report came back for meanwhile', async () => {
    const ann = await inbox.person();
    const messageId = await shelved(withoutToken(ann));
    const { id } = await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await worker().settleAsked();
    await shelved(deliveryReport({ to: ann.returnPath, recipient: ann.address }));
    await matches.askUndo(id, 'Ada');
    await worker().settleAsked();
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann)]).toEqual(['returned', 'hard']);
    expect((await stateOf(ann)).inForce).toHaveLength(1);
  });

  it('with a delivery to somebody the report does not name is a forward: soft at most', async () => {
    const [ann, bob] = [await inbox.person(), await inbox.person()];
    const messageId = await shelved(withoutToken(bob));
    await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await worker().settleAsked();
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann), await inbox.causesOf(ann)]).toEqual([
      'returned',
      'failing',
      [],
    ]);
    expect(await inbox.stateOf(bob)).toBe('accepted');
    expect((await inbox.messages())[0]!.report.note).toBe(
      `The report names ${bob.address}; Ada says that it answers the mail to ${ann.address}.`,
    );
  });

  it('of a message no parser gets through says whose it is and changes nothing', async () => {
    const ann = await inbox.person();
    const messageId = await shelved(withoutToken(ann));
    await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await worker({ read: async () => [null], close: async () => undefined }).settleAsked();
    expect(await inbox.messages()).toMatchObject([{ kind: 'unreadable', state: 'matched' }]);
    expect([await inbox.stateOf(ann), await inbox.standingOf(ann)]).toEqual(['accepted', 'unknown']);
  });

  it('is carried out once by three workers, and asked for once', async () => {
    const ann = await inbox.person();
    const messageId = await shelved(withoutToken(ann, { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' }));
    await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    await expect(matches.ask(messageId, ann.deliveryId, 'Grace', null)).rejects.toMatchObject({
      code: 'already_matched',
    });
    await Promise.all([worker().settleAsked(), worker().settleAsked(), worker().settleAsked()]);
    expect((await stateOf(ann)).address).toMatchObject({ soft_streak: 1 });
  });

  it('waits while the delivery is being sent, and only says so where nothing was accepted', async () => {
    const ann = await inbox.person('sending');
    const messageId = await shelved(withoutToken(ann));
    await matches.ask(messageId, ann.deliveryId, 'Ada', null);
    expect(await worker().settleAsked()).toBe(0);
    await inbox.query(`UPDATE delivery SET state = 'refused', next_attempt_at = NULL WHERE id = $1`, ann.deliveryId);
    expect(await worker().settleAsked()).toBe(1);
    expect([await inbox.stateOf(ann), await inbox.causesOf(ann)]).toEqual(['refused', []]);
    expect((await matches.latest(messageId))!.result).toContain('No server had accepted');
  });
});
