// A restored backup, and the decision about what is held since.
import type { OpenRestore, RestoreDecision } from '@doorstep/contracts';
import { get, post } from './api';

export const restoreKey = ['restored-backup'] as const;

export const restores = {
  open: () => get<OpenRestore>('/v1/restored-backup'),
  decide: (resume: RestoreDecision['resume']) => post<OpenRestore>('/v1/restored-backup', { resume }),
};
