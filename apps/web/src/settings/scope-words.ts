// What the scopes of an API key allow.
import type { ApiScope } from '@doorstep/contracts';

interface ScopeText {
  readonly scope: ApiScope;
  readonly label: string;
}

export const scopeTexts: readonly ScopeText[] = [
  { scope: 'subscribers:read', label: 'Read subscribers, lists, imports' },
  { scope: 'subscribers:write', label: 'Change subscribers, lists, imports' },
  { scope: 'campaigns:read', label: 'Read campaigns and what came of them' },
  { scope: 'campaigns:write', label: 'Write campaigns' },
  { scope: 'campaigns:send', label: 'Send, pause and cancel campaigns' },
  { scope: 'deliverability:read', label: 'Read addresses, suppressions, domains, mailboxes, the queue' },
  { scope: 'deliverability:write', label: 'Change suppressions, domains, mailboxes, the queue' },
  { scope: 'settings:read', label: 'Read users, keys and the audit log' },
  { scope: 'settings:write', label: 'Change users and keys' },
];
