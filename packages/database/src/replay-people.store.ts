// The consequences of a replay, people by people: tried in a transaction that is rolled back, done when asked, taken back by undo.
import type pg from 'pg';
import { type Database, inTransaction } from './database.js';
import {
  type DonePerson,
  type PersonFormer,
  type PersonPlan,
  reclassifyPerson,
  type StoredChange,
  setClasses,
} from './reclassify.sql.js';
import { moveOn, type ReplayTask } from './replay-work.store.js';
import { formerClasses, undoPerson } from './undo-reclassify.sql.js';

interface Person {
  readonly addressId: string;
  readonly changes: readonly StoredChange[];
}

const CHANGE = `subject_kind AS "subjectKind", subject_id AS "subjectId", delivery_id AS "deliveryId", address_id AS "addressId", at,
  is_final AS "isFinal", from_category AS "fromCategory", from_rule_id AS "fromRuleId", from_effect AS "fromEffect", to_category AS "toCategory",
  to_scope AS "toScope", to_rule_id AS "toRuleId", to_effect AS "toEffect", detail`;

const WENT_ON = 'Something happened to it since the replay ran; it is left as it is.';
const OTHERWISE = 'What the replay would do to it has changed since it ran; it is left as it is. Replay again to see.';

export class ReplayPeopleStore {
  constructor(private readonly database: Database) {}

  /**
   * Decides for the next people what applying would do: it is done and rolled back, so that the diff is what apply does.
   *
   * @throws Overtaken
   */
  async planPage(task: ReplayTask, limit: number, leaseSeconds: number): Promise<ReplayTask> {
    return inTransaction(this.database, async (client) => {
      const people = await nextPeople(client, task, limit);
      await client.query('SAVEPOINT tried');
      const plans: { addressId: string; plan: PersonPlan }[] = [];
      for (const { addressId, changes } of people) {
        const done = await reclassifyPerson(client, asReplay(task), addressId, changes);
        plans.push({ addressId, plan: done?.plan ?? NOTHING });
      }
      await client.query('ROLLBACK TO SAVEPOINT tried');
      await client.query(
        `INSERT INTO rule_replay_person (replay_id, address_id, plan) SELECT $1, u.id, u.plan FROM unnest($2::uuid[], $3::jsonb[]) AS u(id, plan) ON CONFLICT DO NOTHING`,
        [task.id, plans.map((one) => one.addressId), plans.map((one) => JSON.stringify(one.plan))],
      );
      const count = (pick: (plan: PersonPlan) => readonly string[]) =>
        plans.reduce((sum, { plan }) => sum + pick(plan).length, 0);
      const counted = {
        people: plans.length,
        added: count((plan) => plan.added),
        lifted: count((plan) => plan.lifted),
      };
      return moveOn(client, task, nextOf(people, limit, 'ready'), counted, leaseSeconds);
    });
  }

  /**
   * Does it for the next people; whoever is planned otherwise by now is left alone, with the reason.
   *
   * @throws Overtaken
   */
  async applyPage(task: ReplayTask, limit: number, leaseSeconds: number): Promise<ReplayTask> {
    return inTransaction(this.database, async (client) => {
      const people = await nextPeople(client, task, limit);
      let skipped = 0;
      for (const person of people) if (!(await applyOne(client, task, person))) skipped++;
      if (people.length < limit) await applyNameless(client, task);
      const counted = { done: people.length - skipped, skipped };
      return moveOn(client, task, nextOf(people, limit, 'applied'), counted, leaseSeconds);
    });
  }

  /** @throws Overtaken */
  async undoPage(task: ReplayTask, limit: number, leaseSeconds: number): Promise<ReplayTask> {
    return inTransaction(this.database, async (client) => {
      const { rows } = await client.query<{ addressId: string; former: PersonFormer }>(
        `SELECT address_id AS "addressId", former FROM rule_replay_person WHERE replay_id = $1 AND state = 'applied'
           AND ($2::uuid IS NULL OR address_id > $2) ORDER BY address_id LIMIT $3`,
        [task.id, task.cursor, limit],
      );
      const actor = task.undoneBy ?? 'Doorstep';
      for (const { addressId, former } of rows) {
        const note = await undoPerson(client, { id: task.id, actor }, addressId, former);
        await setPerson(client, task, addressId, { state: 'undone', note });
      }
      if (rows.length < limit) await formerClasses(client, task.id, null);
      return moveOn(client, task, nextOf(rows, limit, 'undone'), { done: -rows.length }, leaseSeconds);
    });
  }
}

const NOTHING: PersonPlan = { added: [], lifted: [], standing: { from: 'unknown', to: 'unknown' } };
const asReplay = ({ id, words, appliedBy }: ReplayTask) => ({ id, words, actor: appliedBy ?? 'Doorstep' });

function nextOf(people: readonly { readonly addressId: string }[], limit: number, end: string) {
  const last = people.at(-1);
  return people.length < limit || last === undefined ? { state: end } : { cursor: last.addressId };
}

async function nextPeople(client: pg.PoolClient, task: ReplayTask, limit: number): Promise<Person[]> {
  const { rows } = await client.query<StoredChange>(
    `SELECT ${CHANGE} FROM rule_replay_change WHERE replay_id = $1 AND address_id IN (SELECT DISTINCT address_id FROM rule_replay_change
       WHERE replay_id = $1 AND address_id IS NOT NULL AND ($2::uuid IS NULL OR address_id > $2) ORDER BY address_id LIMIT $3)
     ORDER BY address_id, at`,
    [task.id, task.cursor, limit],
  );
  const people = new Map<string, StoredChange[]>();
  for (const change of rows) people.set(change.addressId, [...(people.get(change.addressId) ?? []), change]);
  return [...people].map(([addressId, changes]) => ({ addressId, changes }));
}

async function applyOne(client: pg.PoolClient, task: ReplayTask, { addressId, changes }: Person): Promise<boolean> {
  const { rows } = await client.query<{ plan: PersonPlan; state: string }>(
    'SELECT plan, state FROM rule_replay_person WHERE replay_id = $1 AND address_id = $2 FOR UPDATE',
    [task.id, addressId],
  );
  if (rows[0]?.state !== 'planned') return rows[0]?.state === 'applied';
  await client.query('SAVEPOINT person');
  const done: DonePerson | null = await reclassifyPerson(client, asReplay(task), addressId, changes);
  const isAsPlanned = done !== null && isSame(done.plan, rows[0].plan);
  if (!isAsPlanned) {
    await client.query('ROLLBACK TO SAVEPOINT person');
    await setPerson(client, task, addressId, { state: 'skipped', note: done === null ? WENT_ON : OTHERWISE });
    return false;
  }
  await setPerson(client, task, addressId, { state: 'applied', note: null, former: done.former });
  return true;
}

const isSame = (one: PersonPlan, other: PersonPlan) =>
  String(one.added) === String(other.added) && String(one.lifted) === String(other.lifted);

/** Reports that belong to nobody get their class, too. */
async function applyNameless(client: pg.PoolClient, task: ReplayTask): Promise<void> {
  const { rows } = await client.query<StoredChange>(
    `SELECT ${CHANGE} FROM rule_replay_change WHERE replay_id = $1 AND address_id IS NULL`,
    [task.id],
  );
  if (rows.length > 0) await setClasses(client, task.id, rows);
}

async function setPerson(
  client: pg.PoolClient,
  task: ReplayTask,
  addressId: string,
  { state, note, former }: { readonly state: string; readonly note: string | null; readonly former?: PersonFormer },
): Promise<void> {
  await client.query(
    `UPDATE rule_replay_person SET state = $3, note = $4, former = coalesce($5, former) WHERE replay_id = $1 AND address_id = $2`,
    [task.id, addressId, state, note, former === undefined ? null : JSON.stringify(former)],
  );
}
