// The return path's domain takes mail: without that no bounce ever comes back.
import { ask, clean, unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';

export async function checkReturnPath({ returnPathDomain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  const asked = await ask<{ exchange: string; priority?: number; preference?: number }>(
    resolver,
    returnPathDomain,
    'MX',
  );
  const found =
    asked.kind === 'found'
      ? asked.values.map(({ exchange, priority, preference }) => clean(`${priority ?? preference ?? 0} ${exchange}`))
      : [];
  const check = (result: Check['result'], words: string): Check => ({
    ...{ name: 'return_path' as const, result, words, recordName: returnPathDomain },
    recordType: 'MX',
    expected: 'the mail server of your bounce mailbox',
    found,
  });
  if (asked.kind === 'unknown') return check('unknown', unknownWords('The MX record', asked.why));
  if (asked.kind === 'absent')
    return check(
      'fail',
      `${returnPathDomain} has no MX record, so no bounce can come back. Point it to the server of the mailbox that Doorstep reads.`,
    );
  if (asked.values.every(({ exchange }) => exchange === '' || exchange === '.'))
    return check(
      'fail',
      `${returnPathDomain} says that it takes no mail at all (a null MX), so no bounce can come back.`,
    );
  return check('pass', 'Bounces can come back.');
}
