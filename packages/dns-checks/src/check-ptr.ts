// PTR: the address mail leaves from has a name, the name leads back to it, and it is the name we greet with.
import { ask, clean, unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { canonicalIp, reverseName } from './reverse-name.js';

export async function checkPtr({ sourceIps, ehloName }: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  return Promise.all(sourceIps.map((ip) => checkAddress(ip, ehloName, resolver)));
}

async function checkAddress(ip: string, ehloName: string | null, resolver: Resolver): Promise<Check> {
  const recordName = reverseName(ip);
  const asked = await ask<string>(resolver, recordName, 'PTR');
  const names = asked.kind === 'found' ? asked.values.map((name) => clean(name).toLowerCase().replace(/\.$/, '')) : [];
  const check = (result: Check['result'], words: string): Check => ({
    ...{ name: 'ptr' as const, result, words, recordName },
    recordType: 'PTR',
    expected: ehloName,
    found: names,
  });
  if (asked.kind === 'unknown') return check('unknown', unknownWords(`The name of ${ip}`, asked.why));
  if (names.length === 0)
    return check(
      'fail',
      `${ip} has no name (PTR). Gmail and many others refuse mail from it. The company you rent the machine from can set it.`,
    );
  for (const name of names) {
    const forward = await ask<string>(resolver, name, ip.includes(':') ? 'AAAA' : 'A');
    if (forward.kind === 'unknown') return check('unknown', unknownWords(`The address of ${name}`, forward.why));
    if (forward.kind !== 'found' || !forward.values.some((one) => canonicalIp(one) === canonicalIp(ip))) continue;
    if (ehloName !== null && ehloName.toLowerCase() !== name)
      return check(
        'warn',
        `${ip} is called ${name}, but Doorstep greets as ${ehloName}. Set DOORSTEP_EHLO_NAME=${name}.`,
      );
    return check('pass', `${ip} is called ${name}, and ${name} leads back to it.`);
  }
  return check(
    'fail',
    `${ip} is called ${names[0]}, but that name does not lead back to ${ip}. Publish an address record for it.`,
  );
}
