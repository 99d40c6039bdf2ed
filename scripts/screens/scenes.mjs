// Scenes that are made of the main one: answers that do not come, that are errors, with long words, with words from right to left.

/** Who is signed in, and what the frame shows: a page without them is no page. */
const OF_THE_FRAME = /^GET \/v1\/(me|setup|time-zone|sending|inbound\/counts)$/;
const PROBLEM = {
  ...{ type: 'about:blank', title: 'Something went wrong', status: 500, code: 'internal' },
  detail: 'Doorstep could not answer. Try again; if it stays, look into the log of the API.',
};
const PEOPLE = ['רחל כהן', 'דוד לוי', 'מרים אברהם', 'יוסף מזרחי'];
const THINGS = ['איגרת החודש', 'חדשות המלאכה', 'קהל הקוראים', 'בשורות הסדנה'];
const LONG_NAME = 'The letter for everybody who ever asked us for one at a fair';

/** Of scenes by name: `of` whose answers it has · `isLeftWaiting(key)` · `change(key, answer)` · `asked(key)` what is meant by a question */
export const MADE = {
  loading: { of: 'main', isLeftWaiting: (key) => !OF_THE_FRAME.test(key) },
  error: {
    of: 'main',
    change: (key, answer) =>
      OF_THE_FRAME.test(key)
        ? answer
        : { status: 500, type: 'application/problem+json', body: JSON.stringify(PROBLEM) },
  },
  long: {
    of: 'main',
    change: (key, answer) => withWords(key, answer, { name: longName, address: longAddress }),
    asked: (key) => {
      let meant = key;
      for (const [long, address] of shortOf)
        meant = meant.replaceAll(encodeURIComponent(long), encodeURIComponent(address));
      return meant;
    },
  },
  rtl: {
    of: 'main',
    change: (key, answer) =>
      withWords(key, answer, {
        name: (name, within) => chosen(within.address || within.subscriberId ? PEOPLE : THINGS, name),
        address: (address) => address,
      }),
  },
};

const NAMES = new Set(['name', 'subject', 'campaignName', 'listName']);

/** Changes names and addresses wherever an answer has them, but for who is signed in. */
function withWords(key, answer, { name, address }) {
  if (OF_THE_FRAME.test(key) || !answer.type.includes('json') || answer.body === '') return answer;
  const changed = JSON.parse(answer.body, function revive(field, value) {
    if (typeof value !== 'string' || value === '') return value;
    if (NAMES.has(field)) return name(value, this);
    return field === 'address' && value.includes('@') ? address(value) : value;
  });
  return { ...answer, body: JSON.stringify(changed) };
}

const longName = (name) => `${name} · ${LONG_NAME}`.slice(0, 60);

/** Of every long address that was given out: a page asks about it. */
const shortOf = new Map();

/** 254 signs, the most there can be: 64 before the sign, 189 after it. */
function longAddress(address) {
  const [local, domain] = address.split('@');
  const wide = `${local}--`.padEnd(64, 'abcdefghij-').slice(0, 64);
  const ending = `.${domain}`;
  const label = 'a-department-with-a-very-long-name-that-somebody-chose'.padEnd(60, 'x');
  const long = `${wide}@${`${label}.${label}.${label}.${label}`.slice(0, 189 - ending.length).replace(/[-.]+$/, 'x')}${ending}`;
  shortOf.set(long, address);
  return long;
}

/** The same for the same words. */
function chosen(words, from) {
  const number = /\d+/.exec(from)?.[0] ?? '';
  const sum = [...from].reduce((total, sign) => total + sign.codePointAt(0), 0);
  return `${words[sum % words.length]} ${number}`.trim();
}
