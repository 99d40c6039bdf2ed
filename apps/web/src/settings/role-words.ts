// What each role may do, in the words of the people who give it.
import type { Role } from '@doorstep/contracts';

export const roleMeaning: Record<Role, string> = {
  owner: 'Everything, and alone in making or removing other owners.',
  admin: 'Everything, with users and API keys.',
  editor: 'Subscribers, imports, campaigns and deliverability; not users and keys.',
  analyst: 'Sees everything, the audit log included; changes nothing.',
  viewer: 'Sees subscribers, campaigns and deliverability; changes nothing.',
};

export const roles = Object.keys(roleMeaning) as Role[];
