// An own rule for tests: says little, and is changed where a test needs it.
import type { OwnRule } from '../own/own-rule.js';

export function ownRule(changes: Partial<OwnRule> = {}): OwnRule {
  return {
    ...{
      slug: 'gone',
      version: 1,
      provider: null,
      stages: [],
      codes: [],
      enhancedCodes: [],
      phrases: ['is gone for good'],
    },
    ...{ category: 'address_unknown', scope: 'address', certainty: 'certain', isPermanent: true },
    ...changes,
  };
}
