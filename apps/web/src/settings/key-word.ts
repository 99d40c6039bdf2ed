// Whether an API key still opens anything.
import type { ApiKey } from '@doorstep/contracts';
import type { Word } from '../parts/words';

export function keyWord(key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): Word {
  if (key.revokedAt !== null) return { label: 'Revoked', tone: 'calm' };
  if (key.expiresAt !== null && new Date(key.expiresAt) <= now) return { label: 'Over', tone: 'calm' };
  return { label: 'In use', tone: 'good' };
}
