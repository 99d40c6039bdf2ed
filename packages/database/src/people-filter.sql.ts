// Which deliveries of a campaign a filter means: the groups of a report as conditions, every value a parameter.
import { type DeliveryState, deliveryGroups, type PeopleFilter } from '@doorstep/contracts';
import { IN_TEST } from './ab-tests.sql.js';
import { isAmongOthers } from './compared-others.sql.js';
import { listedStates } from './listed-state.sql.js';

/** A provider that has no name of its own: small sites, and domains whose site is not known yet. */
export const OTHER_PROVIDER = 'other';

export type FilteredPeople = PeopleFilter & { readonly state?: DeliveryState | undefined };

/** Conditions on `delivery d`, without the campaign; parameters are numbered from `first`. */
export function peopleWhere(filter: FilteredPeople, first: number): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (sqlOf: (parameter: string) => string, value: unknown) => {
    values.push(value);
    parts.push(sqlOf(`$${first + values.length - 1}`));
  };
  const addStates = (states: readonly DeliveryState[]) => {
    const listed = listedStates(states);
    add((p) => `d.listed_state = ANY(${p}::text[])`, listed); // as the index has them
    if (listed.includes('open')) add((p) => `d.state = ANY(${p}::text[])`, states);
  };
  if (filter.state !== undefined) addStates([filter.state]);
  if (filter.group !== undefined) {
    const { states, tries } = deliveryGroups[filter.group];
    addStates(states);
    if (tries !== undefined) parts.push(tries === 'first' ? 'd.attempts <= 1' : 'd.attempts > 1');
  }
  if (filter.category !== undefined) add((p) => `coalesce(d.category, 'unclassified') = ${p}`, filter.category);
  if (filter.reason !== undefined) add((p) => `d.reason = ${p}`, filter.reason);
  if (filter.provider !== undefined) {
    add(
      (p) => `coalesce((SELECT nullif(x.provider, '') FROM site x WHERE x.id = d.site_id), '${OTHER_PROVIDER}') = ${p}`,
      filter.provider,
    );
  }
  if (filter.variant !== undefined) add((p) => `d.variant = ${p}`, filter.variant);
  if (filter.abGroup !== undefined) parts.push(filter.abGroup === 'test' ? IN_TEST : `NOT ${IN_TEST}`);
  if (filter.beside !== undefined) add((p) => isAmongOthers(p, filter.among ?? 'site'), filter.beside);
  if (filter.left !== undefined)
    add((p) => `EXISTS (SELECT FROM leaving_reason r WHERE r.delivery_id = d.id AND r.reason = ${p})`, filter.left);
  if (filter.reader !== undefined || filter.linkId !== undefined) {
    add((p) => `EXISTS (${READ_BY}${p})`, filter.linkId === undefined ? filter.reader : 'click');
    if (filter.linkId !== undefined) add((p) => `EXISTS (${READ_BY}'click' AND e.link_id = ${p}::uuid)`, filter.linkId);
  }
  return { sql: parts.map((part) => ` AND ${part}`).join(''), values };
}

/** Machines are nobody. */
const READ_BY = `SELECT FROM reader_event e WHERE e.address_id = d.address_id AND e.campaign_id = d.campaign_id
  AND NOT e.is_machine AND e.kind = `;
