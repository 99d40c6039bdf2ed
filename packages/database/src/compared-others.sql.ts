// The others a delivery is compared with, as SQL: the same rows where they are counted and where they are listed.
import type { DeliveryState } from '@doorstep/contracts';

/** Attempts looked at: at a site of this size the answer is plain. */
const SAMPLE = 2000;

/** Something is known of how their server took it. */
export const TRIED: readonly DeliveryState[] = [
  ...(['accepted', 'complained', 'refused', 'expired', 'returned', 'deferred', 'in_doubt'] as const),
];

/** Each is SQL for one value. */
interface Compared {
  readonly campaign: string;
  readonly site: string;
  readonly address: string;
}

/** Deliveries of the campaign to others at the site: attempts there from its start on, as many as the sample holds. */
export const othersAtSite = ({ campaign, site, address }: Compared) => `
SELECT DISTINCT s.delivery_id, s.domain_name FROM (
  SELECT delivery_id, campaign_id, domain_name, address_id FROM attempt
  WHERE site_id = ${site} AND id >= id_floor((SELECT coalesce(started_at, scheduled_at, created_at) - interval '1 minute' FROM campaign WHERE id = ${campaign}))
  ORDER BY id LIMIT ${SAMPLE}) s
WHERE s.campaign_id = ${campaign} AND s.address_id <> ${address}`;

interface Alike {
  readonly campaign: string;
  readonly category: string;
  /** Hers: the others' are meant. */
  readonly domain: string;
}

/** One delivery of each other domain that failed for the same kind of reason. What came back speaks before the acceptance it takes back. */
export const onePerDomainAlike = ({ campaign, category, domain }: Alike) => `
SELECT DISTINCT ON (f.domain_name) f.domain_name, f.id, f.state, f.attempt_id FROM unnest(ARRAY['refused','returned','deferred','expired']) AS w(state)
CROSS JOIN LATERAL (SELECT id, domain_name, category, state, attempt_id FROM delivery x WHERE x.campaign_id = ${campaign} AND x.listed_state = w.state ORDER BY x.id LIMIT ${SAMPLE}) f
WHERE f.category = ${category} AND f.domain_name <> ${domain} ORDER BY f.domain_name`;

/**
 * Condition on `delivery d`: it is among the others that her delivery is compared with.
 *
 * @param hers SQL for the id of her delivery
 */
export function isAmongOthers(hers: string, where: 'site' | 'domain' | 'alike'): string {
  const of = (column: string) => `(SELECT h.${column} FROM delivery h WHERE h.id = ${hers}::uuid)`;
  const campaign = of('campaign_id');
  if (where === 'alike')
    return `d.id IN (SELECT o.id FROM (${onePerDomainAlike({ campaign, category: of('category'), domain: of('domain_name') })}) o)`;
  // As her page has it: where it went, else where her domain's mail goes today.
  const site = `(SELECT coalesce(h.site_id, m.site_id) FROM delivery h JOIN address a ON a.id = h.address_id
    LEFT JOIN mail_domain m ON m.name = a.domain_name WHERE h.id = ${hers}::uuid)`;
  const others = othersAtSite({ campaign, site, address: of('address_id') });
  const atDomain = where === 'domain' ? ` WHERE o.domain_name = ${of('domain_name')}` : '';
  return `d.state IN (${TRIED.map((state) => `'${state}'`).join(',')}) AND d.id IN (SELECT o.delivery_id FROM (${others}) o${atDomain})`;
}
