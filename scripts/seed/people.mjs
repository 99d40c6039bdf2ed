// The people of the made-up year: names, addresses, when they came and left, what trouble they have. Deterministic by seed.
import { chosen, hashOf, idAt, oneOf, streamOf } from './random.mjs';
import { CHRONIC, PASSING } from './troubles.mjs';

const FIRST =
  'Ada,Anna,Ben,Carla,Clara,David,Elif,Emma,Eva,Felix,Femke,Finn,Giulia,Greta,Hanna,Hugo,Ida,Ines,Jan,Jonas,Juri,Karl,Lars,Lea,Lena,Leo,Lina,Luca,Maja,Marie,Marta,Max,Mehmet,Mia,Nils,Nora,Olga,Paul,Pia,Rosa,Sofia,Tom,Vera,Yara,Zoe'.split(
    ',',
  );
const LAST =
  'Adler,Bauer,Becker,Bianchi,Blom,Bruun,Costa,Dubois,Eder,Fischer,Fuchs,Garcia,Gruber,Haas,Hansen,Herrmann,Ivanova,Janssen,Keller,Koch,Krause,Lang,Lopez,Maier,Martin,Meyer,Moreau,Neumann,Novak,Olsen,Petit,Pohl,Richter,Rossi,Roth,Schmidt,Schulz,Silva,Sommer,Toth,Vogel,Wagner,Weber,Winter,Wolf,Yilmaz'.split(
    ',',
  );
const CITIES =
  'Berlin,Hamburg,Wien,Zürich,Paris,Lyon,Milano,Roma,Madrid,Utrecht,Gent,København,Oslo,Praha,Kraków,Lisboa'.split(',');

const YEAR_MS = 365 * 86_400_000;
/** Of the people: here before the year began. */
const FROM_THE_START = 0.93;
const LEAVE = 0.03;
const UNCONFIRMED = 0.008;
const DELETED = 0.004;
const RE_ADDED = 0.002;

/**
 * @param options.people  how many
 * @param options.world   of world.mjs
 * @param options.now     the moment the year ends
 * @returns one object a person, in order of their ids
 */
export function makePeople({ people, seed, world, now }) {
  const random = streamOf(seed + 1);
  const begin = now - YEAR_MS;
  const choices = world.domains.map((domain) => [domain.share, domain]);
  const made = Array.from({ length: people }, (_, n) => {
    const domain = chosen(random, choices);
    const isEarly = random() < FROM_THE_START;
    const joinedAt = begin + (isEarly ? -random() * 3_600_000 * 24 : random() * YEAR_MS * 0.97);
    const first = oneOf(random, FIRST);
    const last = oneOf(random, LAST);
    const ends = random();
    return {
      ...{ domain, joinedAt, name: `${first} ${last}` },
      local: `${first}.${last}${n}`.toLowerCase(),
      fields: {
        city: oneOf(random, CITIES),
        plan: oneOf(random, ['free', 'member', 'patron']),
        visits: String(Math.floor(random() * 90)),
      },
      ...endOf(ends, random, joinedAt, now),
      trouble: troubleOf(random, domain),
      lists: listsOf(random),
      tags: random() < 0.3 ? [Math.floor(random() * 5)] : [],
    };
  });
  made.sort((a, b) => a.joinedAt - b.joinedAt);
  return made.map((person, index) => ({
    ...person,
    n: index + 1,
    address: `${person.local}@${person.domain.name}`,
    addressId: idAt(person.joinedAt, hashOf(`address ${seed} ${index}`)),
    subscriberId: idAt(person.joinedAt, hashOf(`subscriber ${seed} ${index}`)),
  }));
}

/** status: of the membership · leftAt: no campaign after that is for her · readded: times she was deleted and added again. */
function endOf(chance, random, joinedAt, now) {
  const later = joinedAt + (now - joinedAt) * (0.1 + random() * 0.85);
  if (chance < LEAVE) return { status: 'unsubscribed', leftAt: later, readded: 0 };
  if (chance < LEAVE + UNCONFIRMED) return { status: 'unconfirmed', leftAt: null, readded: 0 };
  if (chance < LEAVE + UNCONFIRMED + DELETED) return { status: 'removed', leftAt: later, readded: 0 };
  if (chance < LEAVE + UNCONFIRMED + DELETED + RE_ADDED)
    return { status: 'subscribed', leftAt: null, readded: 1 + Math.floor(random() * 5) };
  return { status: 'subscribed', leftAt: null, readded: 0 };
}

/** Everybody is on the first list. */
function listsOf(random) {
  return [0, ...(random() < 0.3 ? [1] : []), ...(random() < 0.12 ? [2] : []), ...(random() < 0.003 ? [3] : [])];
}

/** @returns { cause, from } or null; `from` is the share of the year at which it begins */
function troubleOf(random, domain) {
  for (const cause of CHRONIC) {
    const isHere = Array.isArray(cause.at) ? cause.at.includes(domain.name) : cause.at === domain.provider;
    if (isHere && random() < cause.share) return { cause, from: cause.from };
  }
  for (const cause of PASSING) if (random() < cause.share) return { cause, from: cause.from ?? random() };
  return null;
}
