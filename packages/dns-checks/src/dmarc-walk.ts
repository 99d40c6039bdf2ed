// DMARC records from a domain upwards, and the organizational domain they tell (RFC 9989 section 4.10: a tree walk).
import { askTexts } from './ask.js';
import type { Resolver } from './check.js';
import { tagOf } from './record-text.js';

const MAX_STEPS = 8;

export interface DmarcAt {
  readonly name: string;
  /** Those that begin with v=DMARC1; more than one counts as none for receivers. */
  readonly records: readonly string[];
}

export type DmarcWalk =
  | { readonly kind: 'walked' /** The domain itself first. */; readonly found: readonly DmarcAt[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** @param mayEnd with the first name that has a record, when only the policy is wanted */
export async function walkDmarc(domain: string, resolver: Resolver, mayEnd = false): Promise<DmarcWalk> {
  const found: DmarcAt[] = [];
  for (const name of upTheTree(domain)) {
    const asked = await askTexts(resolver, `_dmarc.${name}`);
    if (asked.kind === 'unknown') return { kind: 'unknown', why: asked.why };
    const records = asked.kind === 'found' ? asked.values.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/i.test(text)) : [];
    if (records.length > 0) found.push({ name, records });
    if (records.length > 0 && mayEnd) break;
  }
  return { kind: 'walked', found };
}

/** Section 4.10.2: psd=n is it, psd=y stands right above it, otherwise the highest name with a record. */
export function organizationalDomain(domain: string, found: readonly DmarcAt[]): string {
  const single = found.filter(({ records }) => records.length === 1);
  const psd = (at: DmarcAt) => tagOf(at.records[0]!, 'psd')?.toLowerCase();
  const own = single.find((at) => psd(at) === 'n');
  if (own) return own.name;
  const above = single.find((at) => psd(at) === 'y' && at.name !== domain);
  if (above) {
    const labels = domain.split('.');
    return labels.slice(labels.length - above.name.split('.').length - 1).join('.');
  }
  return single.at(-1)?.name ?? domain;
}

function upTheTree(domain: string): string[] {
  const labels = domain.split('.');
  const names = labels.map((_, i) => labels.slice(i).join('.')).filter((name) => name.includes('.'));
  return names.length > MAX_STEPS ? [names[0]!, ...names.slice(1 - MAX_STEPS)] : names;
}
