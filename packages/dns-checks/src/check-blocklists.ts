// Whether our addresses and the domain stand on public blocklists; a list that refuses our resolver has not said no.
import { ask, clean } from './ask.js';
import { type Blocklist, blocklists, readListing } from './blocklists.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { reverseName } from './reverse-name.js';

/** One check for each address and one for the domain. Nothing in the sandbox, which is on no list of the world. */
export async function checkBlocklists(
  { domain, sourceIps, isSandbox }: SendingDomainFacts,
  resolver: Resolver,
): Promise<Check[]> {
  if (isSandbox) return [];
  const subjects = [
    ...sourceIps.map((ip) => ({
      what: ip,
      of: 'ip' as const,
      prefix: reverseName(ip).replace(/\.(in-addr|ip6)\.arpa$/, ''),
    })),
    { what: domain, of: 'domain' as const, prefix: domain },
  ];
  return Promise.all(
    subjects.map(async ({ what, of, prefix }) => {
      const lists = blocklists.filter((list) => list.of === of);
      return judge(what, await Promise.all(lists.map((list) => look(list, prefix, resolver))));
    }),
  );
}

type Found = {
  readonly list: Blocklist;
  readonly state: 'free' | 'listed' | 'policy' | 'no-answer';
  readonly answers: string[];
};

async function look(list: Blocklist, prefix: string, resolver: Resolver): Promise<Found> {
  const asked = await ask<string>(resolver, `${prefix}.${list.zone}`, 'A');
  if (asked.kind === 'absent') return { list, state: 'free', answers: [] };
  if (asked.kind === 'unknown') return { list, state: 'no-answer', answers: [] };
  const answers = asked.values.map((answer) => clean(String(answer))).slice(0, 10);
  const states = answers.map((answer) => readListing(list, answer));
  const state = states.includes('listed') ? 'listed' : states.includes('policy') ? 'policy' : 'no-answer';
  return { list, state, answers };
}

function judge(what: string, all: readonly Found[]): Check {
  const on = (state: Found['state']) => all.filter((one) => one.state === state);
  const names = (some: readonly Found[]) => some.map(({ list }) => list.name).join(', ');
  const check = (result: Check['result'], words: string): Check => ({
    ...{ name: 'blocklist' as const, result, words, recordName: what, recordType: null, expected: null },
    found: all.flatMap(({ list, answers }) => answers.map((answer) => `${list.zone}: ${answer}`)),
  });
  const [listed] = on('listed');
  if (listed)
    return check(
      'fail',
      `${what} is listed at ${names(on('listed'))}: many receivers refuse mail because of that. Find out why at ${listed.list.help}, mend the cause, then ask to be taken off.`,
    );
  if (on('policy').length > 0)
    return check(
      'fail',
      `${what} belongs to a range that shall not send mail directly (the policy list of Spamhaus), as lines of homes do. Use a server's address, or have it taken out at https://check.spamhaus.org/.`,
    );
  const silent = on('no-answer');
  if (silent.length === all.length)
    return check(
      'unknown',
      `${names(silent)} gave no answer, which does not mean "not listed". Such lists refuse public resolvers (8.8.8.8, 1.1.1.1): let DOORSTEP_DNS_SERVERS name a resolver of your own.`,
    );
  const rest = silent.length === 0 ? '' : ` ${names(silent)} gave no answer (they refuse public resolvers).`;
  return check('pass', `${what} is not listed at ${names(on('free'))}.${rest}`);
}
