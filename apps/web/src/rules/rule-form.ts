// The form of a rule: its values, what must be filled in, and the rule they make.
import type { Category, Certainty, NewRule, RuleDefinition, RuleView, Scope, Stage } from '@doorstep/contracts';

export interface RuleValues {
  name: string;
  note: string;
  phrases: string[];
  /** Three-digit and enhanced codes together, as people write them. */
  codes: string[];
  provider: string;
  stages: Stage[];
  category: Category;
  scope: Scope;
  certainty: Certainty;
  isPermanent: boolean;
}

const NOTHING: RuleDefinition = {
  ...{ provider: null, stages: [], codes: [], enhancedCodes: [], phrases: [] },
  ...{ category: 'unclassified', scope: 'unknown', certainty: 'likely', isPermanent: false },
};

export function valuesOf(rule: Partial<Pick<RuleView, 'name' | 'note' | 'definition'>>): RuleValues {
  const { codes, enhancedCodes, provider, phrases, stages, ...more } = rule.definition ?? NOTHING;
  return {
    ...{ name: rule.name ?? '', note: rule.note ?? '', phrases: [...phrases], stages: [...stages] },
    codes: [...codes.map(String), ...enhancedCodes],
    provider: provider ?? '',
    ...more,
  };
}

const isReplyCode = (code: string) => /^\d{3}$/.test(code);

export function ruleOf(values: RuleValues, isEnabled = true): NewRule {
  const { name, note, codes, provider, ...definition } = values;
  return {
    ...{ name: name.trim(), note: note.trim(), isEnabled },
    definition: {
      ...definition,
      provider: provider === '' ? null : provider,
      codes: codes.filter(isReplyCode).map(Number),
      enhancedCodes: codes.filter((code) => !isReplyCode(code)),
    },
  };
}

export const hasSomething = ({ phrases, codes }: RuleValues): boolean => phrases.length + codes.length > 0;

/** The form's field for the place of a fault the API names. */
export function fieldOf(pointer: string): keyof RuleValues | null {
  const name = pointer.split('/').at(-1) ?? '';
  if (name === 'enhancedCodes') return 'codes';
  const fields = ['name', 'phrases', 'codes', 'provider', 'stages', 'category', 'scope', 'note', 'slug'];
  return fields.includes(name) ? ((name === 'slug' ? 'name' : name) as keyof RuleValues) : null;
}
