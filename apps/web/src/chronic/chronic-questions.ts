// The cache keys of chronic bounces, and what their page asks for.
import type { ChronicGroupQuery } from '@doorstep/contracts';
import { chronic } from '../client/chronic';

export const chronicKey = ['chronic'] as const;
export const ruleKey = [...chronicKey, 'rule'] as const;

export const groupsQuestion = (state: ChronicGroupQuery['state']) => ({
  queryKey: [...chronicKey, 'groups', state],
  queryFn: () => chronic.groups(state),
});

/** The rule in force. */
export const ruleQuestion = { queryKey: ruleKey, queryFn: chronic.rule };
