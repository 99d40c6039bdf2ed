// An entry of the audit log in words, and where its subject can be seen.
import type { AuditEntry } from '@doorstep/contracts';
import { plainWords } from '../parts/words';

const pages: Record<string, (id: string) => string> = {
  campaign: (id) => `/campaigns/${id}`,
  import: (id) => `/imports/${id}`,
  list: (id) => `/subscribers?listId=${id}`,
  suppression: () => '/suppressions?state=all',
  sending_domain: () => '/sending-domains',
  bounce_mailbox: () => '/bounce-mailboxes',
  site: () => '/queue',
  user: () => '/settings/users',
  api_key: () => '/settings/api-keys',
};

/** "campaign.schedule" becomes "Campaign schedule". */
export const actionWords = (action: string): string => plainWords(action);

/** The page on which the subject stands, or null. */
export function subjectHref({ subjectKind, subjectId }: Pick<AuditEntry, 'subjectKind' | 'subjectId'>): string | null {
  if (subjectKind === null || subjectId === null) return null;
  return pages[subjectKind.replaceAll('-', '_')]?.(encodeURIComponent(subjectId)) ?? null;
}

/** The detail of an entry in one line: "name: Monthly letter, role: editor". */
export function detailWords(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(
      ([key, value]) =>
        `${plainWords(key.replace(/[A-Z]/g, ' $&')).toLowerCase()}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    )
    .join(', ')
    .slice(0, 500);
}
