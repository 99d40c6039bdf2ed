// All characters of the simulated internet in one table.
import type { Behaviour } from '../behaviour.js';
import type { Character } from './character.js';
import { limiting } from './limiting.js';
import { providers } from './providers.js';
import { recipients } from './recipients.js';
import { refusing } from './refusing.js';
import { returning } from './returning.js';
import { troubles } from './troubles.js';

export type { Character, Expectation } from './character.js';

export const characters: readonly Character[] = [
  ...providers,
  ...recipients,
  ...limiting,
  ...refusing,
  ...returning,
  ...troubles,
];

export const behavioursByName: ReadonlyMap<string, Behaviour> = new Map(
  characters.flatMap(({ name, behaviour }) => (behaviour ? [[name, behaviour] as const] : [])),
);
