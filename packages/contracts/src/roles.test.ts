// Who may do something, as a person would say it.
import { describe, expect, it } from 'vitest';
import { whoMay } from './roles.js';

describe('who may do something', () => {
  it.each([
    { scopes: ['settings:write'], words: 'an owner or an admin' },
    { scopes: ['subscribers:write', 'campaigns:send'], words: 'an owner, an admin or an editor' },
    { scopes: ['settings:read'], words: 'an owner, an admin, an editor or an analyst' },
    { scopes: ['campaigns:read'], words: 'an owner, an admin, an editor, an analyst or a viewer' },
  ] as const)('$scopes: $words', ({ scopes, words }) => {
    expect(whoMay(scopes)).toBe(words);
  });
});
