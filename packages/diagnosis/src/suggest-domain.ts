// Which well-known mail domain a name was probably meant to be: "gmial.com" → "gmail.com".

/** Providers whose domains are mistyped often, those people have most addresses at first. */
const WELL_KNOWN = [
  ...['gmail.com', 'hotmail.com', 'yahoo.com', 'outlook.com', 'icloud.com', 'googlemail.com', 'live.com', 'msn.com'],
  ...['aol.com', 'gmx.de', 'web.de', 'gmx.net', 't-online.de', 'freenet.de', 'gmx.at', 'gmx.ch', 'hotmail.de'],
  ...['yahoo.de', 'outlook.de', 'posteo.de', 'arcor.de', 'bluewin.ch', 'hispeed.ch', 'aon.at', 'orange.fr'],
  ...['wanadoo.fr', 'free.fr', 'laposte.net', 'hotmail.fr', 'yahoo.fr', 'sfr.fr', 'libero.it', 'hotmail.it'],
  ...['yahoo.it', 'virgilio.it', 'tiscali.it', 'hotmail.es', 'yahoo.es', 'telefonica.net', 'hotmail.co.uk'],
  ...['yahoo.co.uk', 'btinternet.com', 'ntlworld.com', 'sky.com', 'ziggo.nl', 'kpnmail.nl', 'planet.nl', 'home.nl'],
  ...['telenet.be', 'skynet.be', 'proton.me', 'protonmail.com', 'mailbox.org', 'fastmail.com', 'comcast.net'],
  ...['verizon.net', 'bellsouth.net', 'sbcglobal.net', 'att.net', 'charter.net', 'rogers.com', 'shaw.ca', 'wp.pl'],
  ...['onet.pl', 'interia.pl', 'seznam.cz', 'mail.ru', 'yandex.ru', 'naver.com', 'hanmail.net', 'rediffmail.com'],
];

/** Real ones that are a slip away from a better known one: nobody is asked whether she meant that. */
const REAL = new Set([
  ...['mail.com', 'email.com', 'ymail.com', 'gmail.de', 'rocketmail.com', 'me.com', 'mac.com', 'gmx.com', 'gmx.fr'],
  ...['gmx.eu', 'gmx.info', 'gmx.biz', 'gmx.co.uk', 'mail.de', 'email.de', 'live.de', 'live.fr', 'live.nl', 'live.it'],
  ...['live.co.uk', 'live.ca', 'live.be', 'aol.de', 'aol.fr', 'aim.com', 'fre.fr', 'home.com', 'web.com', 'proton.ch'],
  ...['pm.me', 'hey.com', 'zoho.com', 'inbox.com', 'bol.com', 'sky.be', 'gmai.ru', 'mail.ee', 'ya.ru', 'planet.de'],
  ...['outlook.fr', 'outlook.at', 'outlook.es', 'outlook.it', 'hotmail.nl', 'hotmail.be', 'hotmail.ca', 'hotmail.at'],
  ...['yahoo.ca', 'yahoo.in', 'yahoo.com.br', 'yahoo.com.au', 'yahoo.co.in', 'yahoo.co.jp', 'yahoo.ie', 'yahoo.at'],
]);
const KNOWN = new Set(WELL_KNOWN);

/** Keys beside each other on the usual keyboards (QWERTY, QWERTZ, AZERTY where they agree with one of them). */
const ROWS = ['1234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm'];
const BESIDE = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((sign, at) => [sign + row[at], row[at] + sign])),
);
const STACKED = ['qaz', 'wsx', 'edc', 'rfv', 'tgb', 'yhn', 'ujm', 'ik', 'ol', 'aq', 'ws'];
for (const column of STACKED)
  for (const [at, sign] of [...column].entries())
    if (at > 0) BESIDE.add(sign + column[at - 1]).add(column[at - 1] + sign);

const SLIP = 1;
/** A hand that hits the next key, twice, or two keys in the wrong order. */
const EASY_SLIP = 0.5;
/** A name of so many signs may have two slips in it, one of them easy; a short one would be somebody else's domain. */
const LONG_NAME = 7;
const MOST_SIGNS = 40;

/**
 * The well-known mail domain that is probably meant, by the slips of a hand between the two (Damerau-Levenshtein in its
 * restricted form, slips between neighbouring keys and swaps counting half). A guess: nothing may be changed without a
 * person's word, and a domain that took mail is none to ask about.
 *
 * @param domainName lower-case A-labels, as parseAddress gives it; other forms are no error and give null or a guess
 * @returns null for well-known domains themselves and for whatever is like none of them
 */
export function suggestDomain(domainName: string): string | null {
  const name = domainName.toLowerCase();
  if (name.length > MOST_SIGNS || KNOWN.has(name) || REAL.has(name)) return null;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const known of WELL_KNOWN) {
    if (Math.abs(known.length - name.length) > 2) continue;
    const most = known.indexOf('.') >= LONG_NAME ? SLIP + EASY_SLIP : SLIP;
    const distance = slipsBetween(name, known);
    if (distance <= most && distance < least && !isAnotherCountry(name, known) && !isOwnShortName(name, known)) {
      best = known;
      least = distance;
    }
  }
  return best;
}

/** "gmx.es" is no slip for "gmx.de": both are countries. */
function isAnotherCountry(name: string, known: string): boolean {
  const [own, theirs] = [name.split('.'), known.split('.')];
  const [top, knownTop] = [own.at(-1)!, theirs.at(-1)!];
  return (
    top !== knownTop &&
    top.length === 2 &&
    knownTop.length === 2 &&
    [...top].sort().join() !== [...knownTop].sort().join()
  );
}

/** Every name of three letters is somebody's: one changed letter is another company, two swapped ones are a slip. */
function isOwnShortName(name: string, known: string): boolean {
  const [own, theirs] = [name.split('.')[0]!, known.split('.')[0]!];
  return (
    own !== theirs &&
    theirs.length <= 3 &&
    own.length === theirs.length &&
    [...own].sort().join() !== [...theirs].sort().join()
  );
}

/** Optimal string alignment with a price for each slip. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j * SLIP);
  for (let i = 1; i <= a.length; i++) {
    const row = [i * SLIP];
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1]!, b[j - 1]!];
      const changed = x === y ? 0 : BESIDE.has(x + y) ? EASY_SLIP : SLIP;
      const twice = x === a[i - 2] ? EASY_SLIP : SLIP;
      const left = y === b[j - 2] ? EASY_SLIP : SLIP;
      let least = Math.min(last[j - 1]! + changed, last[j]! + twice, row[j - 1]! + left);
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y) least = Math.min(least, before[j - 2]! + EASY_SLIP);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
