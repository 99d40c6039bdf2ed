// A rule as the API tells it, and what keeps one from being saved.
import { faultsOfOwnRule, type OwnRule, ownRuleId, providers } from '@doorstep/bounces';
import { NewRule, type RuleDefinition, type RuleView } from '@doorstep/contracts';
import type { NamedRule, RuleRow } from '@doorstep/database';
import { problem } from '../http/problem.js';

export const viewOfRule = (row: RuleRow): Omit<RuleView, 'createdAt' | 'updatedAt' | 'deletedAt'> & RuleRow => ({
  ...row,
  ruleId: ownRuleId(row),
});

export const asOwnRule = (slug: string, version: number, definition: RuleDefinition): OwnRule =>
  ({ ...definition, ...{ slug, version } }) as OwnRule;

/** @throws ProblemError 422 with a fault per field, in words */
export function refuseFaulty(definition: RuleDefinition, where = '#/definition'): void {
  const faults = faultsOfOwnRule(asOwnRule('rule', 1, definition)).map(({ field, code, words }) => ({
    ...{ pointer: `${where}/${field}`, code, detail: words },
  }));
  if (definition.provider !== null && !providers.some((one) => one === definition.provider))
    faults.push({
      pointer: `${where}/provider`,
      code: 'provider_unknown',
      detail: `Doorstep does not know a provider “${definition.provider}”. It knows: ${providers.join(', ')}.`,
    });
  const [first] = faults;
  if (first !== undefined) throw problem('rule_faulty', 422, first.detail, faults);
}

/** A slug out of a name: "Mailbox closed, example.org" → mailbox-closed-example-org. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return slug === '' ? 'rule' : slug;
}

/** Its own slug, or one made from its name that is not taken. */
export function named(rule: NewRule, taken: ReadonlySet<string>): NamedRule {
  if (rule.slug !== undefined) return { ...rule, slug: rule.slug };
  const base = slugOf(rule.name).slice(0, 56);
  let slug = base;
  for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`;
  return { ...rule, slug };
}

export const exported = ({ slug, name, note, isEnabled, definition }: RuleRow) =>
  NewRule.required({ slug: true }).parse({ slug, name, note, isEnabled, definition });
