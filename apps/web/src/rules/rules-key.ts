// The cache keys of rules, unknown replies and replays.
export const rulesKey = ['rules'] as const;
export const unknownKey = ['rules', 'unknown'] as const;
export const builtInKey = ['rules', 'built-in'] as const;
export const replaysKey = ['rule-replays'] as const;
export const replayKey = (id: string) => ['rule-replays', id] as const;
