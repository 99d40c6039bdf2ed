// The cache keys of users, API keys and the audit log.
export const usersKey = ['users'] as const;
export const apiKeysKey = ['api-keys'] as const;
export const auditKey = ['audit'] as const;
