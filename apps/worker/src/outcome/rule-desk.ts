// The rules workers classify by: an installation's own before ours, read again and again, so that a change holds within seconds.
import {
  type Classification,
  type Classifier,
  createClassifier,
  type OwnRule,
  parseReport,
  type ReplyFacts,
  type Report,
} from '@doorstep/bounces';
import type { OwnRuleStore, RuleInForce } from '@doorstep/database';

export interface RuleDesk {
  classify(facts: ReplyFacts): Classification;
  parse(raw: Uint8Array): Report;
  /** Own rules in force: the same array as long as they are the same. */
  own(): readonly OwnRule[];
  /** Resolves once the rules have been read for the first time. */
  ready(): Promise<void>;
  refresh(): Promise<boolean>;
}

export function createRuleDesk(store: Pick<OwnRuleStore, 'inForce'>): RuleDesk {
  let known = '';
  let own: readonly OwnRule[] = [];
  let classifier: Classifier = createClassifier();
  let tellReady = () => undefined as unknown;
  const isReady = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  const classify = (facts: ReplyFacts) => classifier.classify(facts);
  return {
    classify,
    parse: (raw) => parseReport(raw, classify),
    own: () => own,
    ready: () => isReady,
    async refresh() {
      const rules = await store.inForce();
      const read = JSON.stringify(rules);
      if (read !== known) {
        own = rules.map(asOwnRule);
        classifier = createClassifier(own);
      }
      known = read;
      tellReady();
      return false;
    },
  };
}

/** A provider this version does not know fits no reply. */
export const asOwnRule = (rule: RuleInForce): OwnRule => rule as OwnRule;
