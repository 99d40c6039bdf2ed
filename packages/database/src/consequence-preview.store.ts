// What a changed policy would have done to today's addresses: asked of the failures that count, nothing is changed.
import type { ConsequencePolicy, FailureGroup } from '@doorstep/contracts';
import type { Database } from './database.js';
import type { AddressEffect } from './decided-outcome.js';
import { FORGOTTEN_UNTIL } from './failures.sql.js';
import { type CountedFailure, judgeFailures } from './judge-failures.js';

export interface PreviewPerson {
  readonly address: string;
  readonly group: FailureGroup;
  readonly failures: number;
}
export interface ConsequencePreviewRow {
  readonly failing: number;
  readonly added: { readonly count: number; readonly people: PreviewPerson[] };
  readonly freed: { readonly count: number; readonly people: PreviewPerson[] };
  readonly isComplete: boolean;
}

interface Failing {
  readonly id: string;
  readonly address: string;
  readonly isSuppressed: boolean;
  /** Suppressed for something else as well: a complaint, a person's wish. */
  readonly isKept: boolean;
  readonly counted: readonly CountedFailure[];
}

/** Addresses read at a time, and in all. */
const PAGE = 2000;
const MOST = 100_000;
const SHOWN = 20;

const FAILING = `
SELECT a.id, a.normalized AS address, f.counted,
  EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND s.source = 'outcome' AND s.cause <> 'complaint'
    AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())) AS "isSuppressed",
  EXISTS (SELECT FROM suppression s WHERE s.address_id = a.id AND s.scope = 'address' AND (s.source <> 'outcome' OR s.cause = 'complaint')
    AND s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())) AS "isKept"
FROM (SELECT DISTINCT address_id FROM address_failure WHERE state = 'counted' AND address_id > $1 ORDER BY address_id LIMIT $2) p
JOIN address a ON a.id = p.address_id
CROSS JOIN LATERAL (SELECT ${FORGOTTEN_UNTIL} AS until) k
CROSS JOIN LATERAL (SELECT json_agg(json_build_object('at', x.at, 'effect', x.effect, 'group', x.failure_group,
    'mayPass', coalesce((x.terms->>'mayPass')::bool, true), 'evidence', '{}'::json) ORDER BY x.at) AS counted
  FROM address_failure x WHERE x.address_id = a.id AND x.state = 'counted' AND (x.at > coalesce(k.until, '-infinity') OR x.effect = 'hard')) f
WHERE f.counted IS NOT NULL ORDER BY a.id`;

export class ConsequencePreviewStore {
  constructor(private readonly database: Database) {}

  async preview(policy: ConsequencePolicy): Promise<ConsequencePreviewRow> {
    const added: PreviewPerson[] = [];
    const freed: PreviewPerson[] = [];
    let counts = { failing: 0, added: 0, freed: 0 };
    let after = '00000000-0000-0000-0000-000000000000';
    while (counts.failing < MOST) {
      const { rows } = await this.database.pool.query<Failing>(FAILING, [after, PAGE]);
      for (const row of rows) {
        const counted = row.counted.map((one) => ({ ...one, at: new Date(one.at) }));
        const wouldBe = row.isKept ? null : wouldSuppress(policy, counted);
        const person = (group: FailureGroup) => ({ address: row.address, group, failures: counted.length });
        if (wouldBe !== null && !row.isSuppressed) {
          counts = { ...counts, added: counts.added + 1 };
          if (added.length < SHOWN) added.push(person(wouldBe));
        } else if (wouldBe === null && row.isSuppressed && !row.isKept) {
          counts = { ...counts, freed: counts.freed + 1 };
          if (freed.length < SHOWN) freed.push(person(counted.at(-1)!.group));
        }
      }
      counts = { ...counts, failing: counts.failing + rows.length };
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
    return {
      failing: counts.failing,
      added: { count: counts.added, people: added },
      freed: { count: counts.freed, people: freed },
      isComplete: counts.failing < MOST,
    };
  }
}

/** Failures were decided by the policy of their day; here each is decided by the new one. @returns the group that leads to it */
export function wouldSuppress(policy: ConsequencePolicy, counted: readonly CountedFailure[]): FailureGroup | null {
  const anew = counted.map((one) => {
    const { action } = policy.groups[one.group];
    return { ...one, effect: effectOf(one.mayPass && action !== 'never' ? 'streak' : action) };
  });
  for (const { effect, group, mayPass } of anew) {
    const { action: _action, ...rule } = policy.groups[group];
    const terms = { ...rule, group, policyVersion: 0, mayPass };
    if (judgeFailures({ effect, terms, counted: anew, probation: null }) !== null) return group;
  }
  return null;
}

const effectOf = (action: ConsequencePolicy['groups']['gone']['action']): AddressEffect =>
  action === 'now' ? 'hard' : action === 'twice' ? 'hard_if_seen_before' : action === 'streak' ? 'soft' : 'noted';
