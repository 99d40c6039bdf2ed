// An entry of the audit log in words, and where its subject can be seen.
import type { AuditEntry } from '@doorstep/contracts';
import { plainWords } from '../parts/words';

const pages: Record<string, (id: string) => string> = {
  campaigns: (id) => `/campaigns/${id}`,
  imports: (id) => `/imports/${id}`,
  lists: (id) => `/lists/${id}`,
  series: () => '/campaigns/series',
  chronic: () => '/chronic',
  webhooks: (id) => `/settings/webhooks/${id}`,
  segments: (id) => `/segments/${id}`,
  tags: () => '/settings/tags',
  fields: () => '/settings/fields',
  suppressions: () => '/suppressions?state=all',
  consequences: () => '/settings/consequences',
  'site-floods': (id) => `/suppressions?incident=${id}`,
  'suppression-releases': () => '/suppressions?state=all',
  'sending-domains': () => '/sending-domains',
  'bounce-mailboxes': () => '/bounce-mailboxes',
  'loop-tests': () => '/bounce-mailboxes',
  inbound: () => '/returned-mail',
  sites: () => '/queue',
  rules: () => '/settings/rules',
  'rule-replays': (id) => `/settings/rules/replays/${id}`,
  'source-addresses': () => '/settings/source-addresses',
  users: () => '/settings/users',
  'api-keys': () => '/settings/api-keys',
  'token-keys': () => '/settings/link-keys',
};

/** "campaigns.schedule" becomes "Campaigns: schedule", "setup.setUp" "Setup: set up", "campaigns.variants.add" "Campaigns: variants add". */
export function actionWords(action: string): string {
  const [about = '', ...what] = action.split('.').map((part) => plainWords(spaced(part).toLowerCase()));
  return [about, what.join(' ').toLowerCase()].filter(Boolean).join(': ');
}

interface ActionGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** Every kind of change under what it is about, with "all of them" first. */
export function actionChoices(actions: readonly string[]): ActionGroup[] {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const resource = action.split('.')[0] ?? action;
    groups.set(resource, [...(groups.get(resource) ?? []), action]);
  }
  return [...groups]
    .map(([resource, own]) => ({
      group: plainWords(resource),
      items: [
        { value: resource, label: `${plainWords(resource)}: every change` },
        ...own.filter((action) => action !== resource).map((value) => ({ value, label: actionWords(value) })),
      ],
    }))
    .sort((a, b) => a.group.localeCompare(b.group));
}

const spaced = (name: string) => name.replace(/[A-Z]/g, ' $&');

/** The page on which the subject stands, or null. */
export function subjectHref({
  subjectKind,
  subjectId,
  subjectName,
}: Pick<AuditEntry, 'subjectKind' | 'subjectId' | 'subjectName'>): string | null {
  if (subjectKind === null || subjectId === null) return null;
  // A person's name is her address.
  if (subjectName?.includes('@')) return `/addresses/${encodeURIComponent(subjectName)}`;
  return pages[subjectKind]?.(encodeURIComponent(subjectId)) ?? null;
}

/** The detail of an entry in one line: "name: Monthly letter, role: editor". */
export function detailWords(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(
      ([key, value]) =>
        `${plainWords(spaced(key)).toLowerCase()}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    )
    .join(', ')
    .slice(0, 500);
}
