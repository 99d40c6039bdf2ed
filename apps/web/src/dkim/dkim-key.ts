// The cache key under which the DKIM keys of a sending domain stand.
export const dkimKey = (id: string) => ['dkim', id] as const;
