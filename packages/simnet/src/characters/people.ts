// A sample audience over all characters: the same count and seed give the same people.
import { type Character, characters } from './characters.js';

export interface SamplePerson {
  readonly address: string;
  readonly name: string;
  readonly city: string;
  /** Name of the character whose behaviour the address meets. */
  readonly group: string;
}

const firstNames =
  'Ada Bela Chiara Dmitri Elif Farah Goran Hana Ivo Jana Kofi Lena Mateo Nora Oscar Priya Quentin Rosa Sami Tove Uma Viktor Wanda Ximena Yusuf Zoe'.split(
    ' ',
  );
const lastNames =
  'Adler Bianchi Costa Dubois Eriksen Fischer Garcia Horvat Ibrahim Jansen Kowalski Larsen Moreau Novak Okafor Petrov Quist Rossi Silva Tanaka Urban Varga Weber Yilmaz Zimmer'.split(
    ' ',
  );
const cities = 'Lisbon Lyon Leipzig Ljubljana Bergen Ghent Graz Porto Riga Tartu Turin Utrecht Vilnius Zagreb'.split(
  ' ',
);

/**
 * Every character has at least one person as soon as `count` reaches the number of characters; the rest by their shares.
 * @throws RangeError unless count is a whole number from 0 to 1,000,000
 */
export function samplePeople(count: number, seed = 1): SamplePerson[] {
  if (!Number.isInteger(count) || count < 0 || count > 1_000_000)
    throw new RangeError(`count must be a whole number from 0 to 1,000,000, got ${count}`);
  const next = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const byShare = characters.flatMap((character) => Array<Character>(character.share).fill(character));
  return Array.from({ length: count }, (_, index) => {
    const character = characters[index] ?? pick(byShare);
    const first = pick(firstNames);
    const last = pick(lastNames);
    const local = [character.localPart, first, last, index + 1].filter(Boolean).join('.').toLowerCase();
    return {
      address: `${local}@${pick(character.domains)}`,
      name: `${first} ${last}`,
      city: pick(cities),
      group: character.name,
    };
  });
}

/** mulberry32: small, and good enough for names. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
