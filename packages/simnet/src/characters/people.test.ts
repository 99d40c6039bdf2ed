// The sample audience: the same for everybody, over all characters.
import { describe, expect, it } from 'vitest';
import { characters } from './characters.js';
import { samplePeople } from './people.js';

describe('samplePeople', () => {
  it('gives the same people for the same seed and others for another', () => {
    expect(samplePeople(50, 7)).toEqual(samplePeople(50, 7));
    expect(samplePeople(50, 7)).not.toEqual(samplePeople(50, 8));
  });

  it('gives every character at least one person, and no address twice', () => {
    const people = samplePeople(300);
    expect(new Set(people.map(({ group }) => group))).toEqual(new Set(characters.map(({ name }) => name)));
    expect(new Set(people.map(({ address }) => address)).size).toBe(300);
  });

  it('puts each person at a domain of the group, with its local part', () => {
    for (const { address, group } of samplePeople(300)) {
      const character = characters.find(({ name }) => name === group)!;
      expect(character.domains).toContain(address.split('@')[1]);
      if (character.localPart) expect(address.startsWith(character.localPart)).toBe(true);
      else expect(address).not.toMatch(/^(gone|nobody|full|spamreporter|holiday)/);
    }
  });

  it('refuses a count that is none', () => {
    expect(() => samplePeople(-1)).toThrow(RangeError);
    expect(() => samplePeople(Number.NaN)).toThrow(RangeError);
  });
});
