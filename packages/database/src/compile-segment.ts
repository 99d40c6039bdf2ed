// A segment as one boolean SQL condition over `address a` and `subscriber s`: fixed text, every value a parameter.
import { type DayTest, type FieldTest, isGroup, type SegmentCondition, type SegmentGroup } from '@doorstep/contracts';
import { IS_SUPPRESSED, SUPPRESSED_BY } from './audience.sql.js';

export interface CompiledSegment {
  /** Never null when evaluated. */
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Gives a value its place; the text gets the number alone. */
type Bind = (value: unknown, type: string) => string;

/**
 * Compiles a definition that was read by its contract.
 *
 * @param firstParameter number of the first $n the condition may use
 * @param now "in the last days" are counted back from here, so that pages of one plan agree
 */
export function compileSegment(group: SegmentGroup, firstParameter: number, now = new Date()): CompiledSegment {
  const parameters: unknown[] = [];
  const sql = groupSql(group, binder(parameters, firstParameter), now);
  return { sql, parameters };
}

/** One condition, with what it saw of a person as text: for the question why somebody is in or out. */
export function compileCondition(condition: SegmentCondition, firstParameter: number, now = new Date()) {
  const parameters: unknown[] = [];
  const bind = binder(parameters, firstParameter);
  return { sql: conditionSql(condition, bind, now), saw: sawSql(condition, bind, now), parameters };
}

function binder(parameters: unknown[], first: number): Bind {
  return (value, type) => {
    parameters.push(value);
    return `$${first + parameters.length - 1}::${type}`;
  };
}

const JOINTS = { all: ' AND ', any: ' OR ', none: ' OR ' } as const;

function groupSql(group: SegmentGroup, bind: Bind, now: Date): string {
  const parts = group.parts.map((part) => (isGroup(part) ? groupSql(part, bind, now) : conditionSql(part, bind, now)));
  const joined = `(${parts.join(JOINTS[group.kind])})`;
  return group.kind === 'none' ? `(NOT ${joined})` : joined;
}

const turned = (is: boolean, sql: string) => (is ? `(${sql})` : `(NOT (${sql}))`);

function conditionSql(condition: SegmentCondition, bind: Bind, now: Date): string {
  switch (condition.kind) {
    case 'field':
      return testSql(condition.test, `(s.fields ->> ${bind(condition.key, 'text')})`, bind, now);
    case 'name':
      return testSql(condition.test, 's.name', bind, now);
    case 'address':
      return testSql(condition.test, 'a.normalized', bind, now);
    case 'domain':
      return testSql(condition.test, 'a.domain_name', bind, now);
    case 'added':
      return sinceSql(condition.test, 's.created_at', bind, now);
    case 'import':
      return turned(condition.is, `s.import_id IS NOT DISTINCT FROM ${bind(condition.importId, 'uuid')}`);
    case 'list':
      return turned(condition.is, `EXISTS (SELECT FROM ${membershipSql(condition, bind, now)})`);
    case 'tag':
      return turned(condition.is, hasTag(condition.tagId, bind));
    case 'activity':
      return turned(condition.is, `EXISTS (SELECT FROM ${eventsSql(condition, bind, now)})`);
    case 'campaign':
      return turned(condition.is, `EXISTS (SELECT FROM ${deliverySql(condition, bind)})`);
    case 'standing':
      return turned(condition.is, `a.standing = ANY(${bind(condition.standings, 'text[]')})`);
    case 'soft_streak':
      return `(a.soft_streak >= ${bind(condition.atLeast, 'int')})`;
    case 'failing':
      return `(a.standing = 'failing' AND coalesce(a.soft_streak_since <= ${bind(daysBefore(now, condition.forDays), 'timestamptz')}, false))`;
    case 'provider':
      return turned(condition.is, atProviderSql(condition, bind));
    case 'suppressed':
      return turned(condition.is, IS_SUPPRESSED);
    default:
      return condition satisfies never;
  }
}

/** The provider of the MX hosts behind her domain; "other" once they are known and none of the big ones. */
const PROVIDER = `coalesce(t.provider, 'other')`;
const SITES = 'mail_domain d JOIN site t ON t.id = d.site_id';

/** Names of domains are few and are read once. IS TRUE keeps it a condition: made a join, it would cost a page its order. */
const atProviderSql = ({ providers }: Of<'provider'>, bind: Bind) =>
  `(a.domain_name IN (SELECT d.name FROM ${SITES} WHERE ${PROVIDER} = ANY(${bind(providers, 'text[]')}))) IS TRUE`;

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

const hasTag = (tagId: string, bind: Bind) =>
  `EXISTS (SELECT FROM subscriber_tag g WHERE g.tag_id = ${bind(tagId, 'uuid')} AND g.subscriber_id = s.id)`;

type Of<Kind> = Extract<SegmentCondition, { kind: Kind }>;

function membershipSql({ listId, status, joined }: Of<'list'>, bind: Bind, now: Date): string {
  const when = joined === null ? '' : ` AND ${sinceSql(joined, 'm.created_at', bind, now)}`;
  return `membership m WHERE m.list_id = ${bind(listId, 'uuid')} AND m.address_id = a.id
    AND m.status = ${bind(status, 'text')}${when}`;
}

const EVENT_KINDS = { opened: ['open'], clicked: ['click'], any: ['open', 'click'] } as const;

/** What machines opened or clicked says nothing of her. */
function eventsSql({ event, campaignId, lastCampaigns }: Of<'activity'>, bind: Bind, now: Date): string {
  const of =
    campaignId !== null
      ? `e.campaign_id = ${bind(campaignId, 'uuid')}`
      : `e.campaign_id IN (SELECT c.id FROM campaign c WHERE c.tracking = 'person'
          AND c.started_at <= ${bind(now, 'timestamptz')} ORDER BY c.started_at DESC, c.id DESC LIMIT ${bind(lastCampaigns, 'int')})`;
  return `reader_event e WHERE e.address_id = a.id AND NOT e.is_machine
    AND e.kind = ANY(${bind(EVENT_KINDS[event], 'text[]')}) AND ${of}`;
}

const OUTCOME_STATES = {
  in_audience: null,
  accepted: ['accepted'],
  not_accepted: ['refused', 'expired', 'returned', 'in_doubt', 'held', 'suppressed', 'excluded', 'cancelled'],
} as const;

function deliverySql({ campaignId, outcome }: Of<'campaign'>, bind: Bind): string {
  const states = OUTCOME_STATES[outcome];
  const state = states === null ? '' : ` AND d.state = ANY(${bind(states, 'text[]')})`;
  return `delivery d WHERE d.address_id = a.id AND d.campaign_id = ${bind(campaignId, 'uuid')}${state}`;
}

const NUMBER = '^[+-]?[0-9]{1,15}([.][0-9]{1,10})?$';
const DAY = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const YES = ['yes', 'true', '1', 'y', 'on'];
const NO = ['no', 'false', '0', 'n', 'off'];
const COMPARED = {
  equals: '=',
  above: '>',
  below: '<',
  at_least: '>=',
  at_most: '<=',
  before: '<',
  after: '>',
  on: '=',
} as const;

/** `value` is text or null. Texts are compared without regard to the size of letters. */
function testSql(test: FieldTest | DayTest, value: string, bind: Bind, now: Date): string {
  const text = `lower(coalesce(${value}, ''))`;
  const wanted = (given: string) => `lower(${bind(given, 'text')})`;
  switch (test.op) {
    case 'is':
    case 'is_not':
      return turned(test.op === 'is', `${text} = ${wanted(test.value)}`);
    case 'contains':
    case 'contains_not':
      return turned(test.op === 'contains', `strpos(${text}, ${wanted(test.value)}) > 0`);
    case 'starts_with':
      return `starts_with(${text}, ${wanted(test.value)})`;
    case 'ends_with': {
      const end = wanted(test.value);
      return `(right(${text}, length(${end})) = ${end})`;
    }
    case 'is_set':
    case 'is_not_set':
      return turned(test.op === 'is_set', `coalesce(${value}, '') <> ''`);
    case 'one_of':
      return `(${text} = ANY(SELECT lower(x) FROM unnest(${bind(test.values, 'text[]')}) x))`;
    case 'yes':
    case 'no':
      return `(${text} = ANY(${bind(test.op === 'yes' ? YES : NO, 'text[]')}))`;
    case 'equals':
    case 'above':
    case 'below':
    case 'at_least':
    case 'at_most':
      return `coalesce((CASE WHEN ${value} ~ '${NUMBER}' THEN (${value})::numeric END) ${COMPARED[test.op]} ${bind(test.number, 'numeric')}, false)`;
    case 'before':
    case 'after':
    case 'on':
      return `coalesce(${readDay(value)} ${COMPARED[test.op]} ${bind(test.day, 'text')}, false)`;
    case 'in_last_days':
    case 'not_in_last_days': {
      const from = bind(isoDay(daysBefore(now, test.days)), 'text');
      const inside = `coalesce(${readDay(value)} BETWEEN ${from} AND ${bind(isoDay(now), 'text')}, false)`;
      return turned(test.op === 'in_last_days', inside);
    }
    default:
      return test satisfies never;
  }
}

/** Days written YYYY-MM-DD are in order as texts: nothing has to be cast, so no value can break the statement. */
const readDay = (value: string) => `(CASE WHEN ${value} ~ '${DAY}' THEN left(${value}, 10) COLLATE "C" END)`;
const isoDay = (at: Date) => at.toISOString().slice(0, 10);

/** The same of a moment that is always known, by the ends of its days in UTC: nothing has to be made text. */
function sinceSql(test: DayTest, column: string, bind: Bind, now: Date): string {
  const at = (day: string, addDays: number) => bind(new Date(Date.parse(day) + addDays * 86_400_000), 'timestamptz');
  switch (test.op) {
    case 'before':
      return `(${column} < ${at(test.day, 0)})`;
    case 'after':
      return `(${column} >= ${at(test.day, 1)})`;
    case 'on':
      return `(${column} >= ${at(test.day, 0)} AND ${column} < ${at(test.day, 1)})`;
    case 'in_last_days':
    case 'not_in_last_days': {
      const from = at(isoDay(daysBefore(now, test.days)), 0);
      return turned(test.op === 'in_last_days', `${column} >= ${from} AND ${column} < ${at(isoDay(now), 1)}`);
    }
    default:
      return test satisfies never;
  }
}

const moment = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')`;

function sawSql(condition: SegmentCondition, bind: Bind, now: Date): string {
  switch (condition.kind) {
    case 'field':
      return `(s.fields ->> ${bind(condition.key, 'text')})`;
    case 'name':
      return 's.name';
    case 'address':
      return 'a.normalized';
    case 'domain':
      return 'a.domain_name';
    case 'added':
      return moment('s.created_at');
    case 'import':
      return '(SELECT i.file_name FROM import i WHERE i.id = s.import_id)';
    case 'list':
      return `(SELECT m.status || ' since ' || ${moment('m.created_at')} FROM membership m
        WHERE m.list_id = ${bind(condition.listId, 'uuid')} AND m.address_id = a.id)`;
    case 'tag':
      return `(SELECT string_agg(t.name, ', ' ORDER BY t.name) FROM subscriber_tag g JOIN tag t ON t.id = g.tag_id WHERE g.subscriber_id = s.id)`;
    case 'activity':
      return `(SELECT count(*) || ' times, the last at ' || ${moment('max(e.at)')} FROM ${eventsSql(condition, bind, now)} HAVING count(*) > 0)`;
    case 'campaign':
      return `(SELECT d.state || coalesce(': ' || d.reason, '') FROM ${deliverySql({ ...condition, outcome: 'in_audience' }, bind)})`;
    case 'standing':
      return 'a.standing';
    case 'soft_streak':
      return 'a.soft_streak::text';
    case 'failing':
      return `(a.standing || coalesce(' since ' || ${moment('a.soft_streak_since')}, ''))`;
    case 'provider':
      return `(SELECT ${PROVIDER} FROM ${SITES} WHERE d.name = a.domain_name)`;
    case 'suppressed':
      return SUPPRESSED_BY;
    default:
      return condition satisfies never;
  }
}
