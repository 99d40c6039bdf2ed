// The policy workers decide by: read again and again, so that a change holds within seconds; the last one stays while the database is away.
import type { ConsequenceStore, PolicyInForce } from '@doorstep/database';
import { defaultPolicyInForce } from './decide-effect.js';

export interface PolicyDesk {
  now(): PolicyInForce;
  refresh(): Promise<void>;
}

export function createPolicyDesk(store: Pick<ConsequenceStore, 'current'>): PolicyDesk {
  let current: PolicyInForce = defaultPolicyInForce;
  return {
    now: () => current,
    async refresh() {
      const { version, policy } = await store.current();
      current = { version, policy };
    },
  };
}
