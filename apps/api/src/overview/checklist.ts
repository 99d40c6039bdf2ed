// The first steps of a newcomer, until all are done.
import type { Config } from '@doorstep/config';
import type { Overview } from '@doorstep/contracts';
import type { OverviewFacts } from '@doorstep/database';
import { domainObstacles } from '../sending-domains/domain-ready.js';

export function checklist(mode: Config['mode'], facts: OverviewFacts): Overview['checklist'] {
  const isReady = facts.domains.some(({ checks, keys }) => {
    const dkimKeys = Array.from({ length: keys }, () => ({ selector: '', algorithm: '', publicKey: '' }));
    return domainObstacles(mode, { checks, dkimKeys }).length === 0;
  });
  const isRead =
    facts.mailboxes.some(({ isEnabled, lastReadAt }) => isEnabled && lastReadAt !== null) ||
    facts.listeners.some(({ state }) => state === 'listening');
  return [
    { key: 'domain', words: 'Add a sending domain and publish its records', isDone: isReady, href: '/sending-domains' },
    { key: 'mailbox', words: 'Connect the mailbox bounces come back to', isDone: isRead, href: '/bounce-mailboxes' },
    { key: 'list', words: 'Upload a list of subscribers', isDone: facts.hasMembers, href: '/imports/new' },
    { key: 'test', words: 'Send a test of a campaign to yourself', isDone: facts.hasTested, href: '/campaigns' },
    { key: 'send', words: 'Send the first campaign', isDone: facts.hasStarted, href: '/campaigns' },
  ];
}
