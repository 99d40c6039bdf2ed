// What each role may do, in the words of the people who give it.
import type { Role } from '@doorstep/contracts';

export const roleMeaning: Record<Role, string> = {
  owner: 'Everything, and the only one who makes other owners.',
  admin: 'Everything, with users, keys, domains and mailboxes.',
  editor: 'Subscribers, lists, imports and campaigns, with sending them.',
  analyst: 'Sees everything and looks after deliverability: suppressions, the queue, domain checks.',
  viewer: 'Sees everything, changes nothing.',
};

export const roles = Object.keys(roleMeaning) as Role[];
