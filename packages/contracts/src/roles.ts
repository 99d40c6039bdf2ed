// What each role may do, and who may do something in words. Without zod: every page of the dashboard has it.
import type { ApiScope, Role } from './words.js';

const READ: readonly ApiScope[] = ['subscribers:read', 'campaigns:read', 'deliverability:read'];
const EDIT: readonly ApiScope[] = [
  ...READ,
  'subscribers:write',
  'campaigns:write',
  'campaigns:send',
  'deliverability:write',
  'settings:read',
];
const ALL: readonly ApiScope[] = [...EDIT, 'settings:write'];

/** What a person may do. An owner can do no more than an admin, but only an owner makes or removes owners. */
export const scopesOfRole: Readonly<Record<Role, readonly ApiScope[]>> = {
  owner: ALL,
  admin: ALL,
  editor: EDIT,
  analyst: [...READ, 'settings:read'],
  viewer: READ,
};

/** Whoever may do what needs all of these, as a person would say it: "an owner, an admin or an editor". */
export function whoMay(scopes: readonly ApiScope[]): string {
  const roles = Object.entries(scopesOfRole).flatMap(([role, own]) =>
    scopes.every((scope) => own.includes(scope)) ? [role] : [],
  );
  const named = roles.map((role) => `${/^[aeo]/.test(role) ? 'an' : 'a'} ${role}`);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
}
