// Records nobody needs in order to send, but which do harm when they are wrong: MTA-STS, TLS-RPT, BIMI.
import { type Asked, ask, askTexts, unknownWords } from './ask.js';
import type { Check, Resolver, SendingDomainFacts } from './check.js';
import { walkDmarc } from './dmarc-walk.js';
import { bounded, tagOf } from './record-text.js';

type Name = 'mta_sts' | 'tls_rpt' | 'bimi';
type Verdict = readonly [result: Check['result'], words: string];

export function checkOptional(facts: SendingDomainFacts, resolver: Resolver): Promise<Check[]> {
  return Promise.all([checkMtaSts(facts, resolver), checkTlsRpt(facts, resolver), checkBimi(facts, resolver)]);
}

/** RFC 8461 section 3.1: asks others to encrypt what comes to the bounce domain. */
function checkMtaSts({ returnPathDomain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  return checkOne('mta_sts', `_mta-sts.${returnPathDomain}`, /^v=STSv1\s*(;|$)/, resolver, async (record) => {
    if (!/^[a-z0-9]{1,32}$/i.test(tagOf(record, 'id') ?? ''))
      return [
        'warn',
        'The MTA-STS record has no id of up to 32 letters and digits: others ignore it. Give it one, such as id=1.',
      ];
    const host = `mta-sts.${returnPathDomain}`;
    const addresses = await Promise.all([ask<string>(resolver, host, 'A'), ask<string>(resolver, host, 'AAAA')]);
    if (addresses.every(({ kind }) => kind === 'absent'))
      return ['warn', `There is a record, but ${host}, which must serve the policy over https, has no address.`];
    return [
      'pass',
      `There is a record. See that the policy at https://${host}/ names the server of the bounce mailbox.`,
    ];
  });
}

/** RFC 8460 section 3: where others report what went wrong with encryption. */
function checkTlsRpt({ returnPathDomain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  return checkOne('tls_rpt', `_smtp._tls.${returnPathDomain}`, /^v=TLSRPTv1\s*(;|$)/, resolver, async (record) =>
    /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/i.test((tagOf(record, 'rua') ?? '').split(',')[0]!)
      ? ['pass', 'There is a record, and it says where reports go.']
      : ['warn', 'The TLS-RPT record does not say where reports go. Give it rua=mailto: and an address.'],
  );
}

/** Draft-brand-indicators-for-message-identification: the logo some readers see beside the sender. */
function checkBimi({ domain }: SendingDomainFacts, resolver: Resolver): Promise<Check> {
  return checkOne('bimi', `default._bimi.${domain}`, /^v=BIMI1\s*(;|$)/, resolver, async (record) => {
    const logo = tagOf(record, 'l') ?? '';
    if (logo === '') return ['pass', 'The record says that there is no logo.'];
    if (!/^https:\/\/\S+\.svgz?$/i.test(logo))
      return ['warn', 'The logo (l=) must be an https address that ends in .svg; otherwise it is not shown.'];
    const walk = await walkDmarc(domain, resolver, true);
    if (walk.kind === 'unknown') return ['unknown', unknownWords('The DMARC record', walk.why)];
    const policy = tagOf(walk.found[0]?.records[0] ?? '', 'p')?.toLowerCase();
    if (policy !== 'quarantine' && policy !== 'reject')
      return [
        'warn',
        'The logo is not shown while the DMARC policy is p=none: receivers ask for p=quarantine or p=reject.',
      ];
    return tagOf(record, 'a')
      ? ['pass', 'There is a logo with a certificate.']
      : ['pass', 'There is a logo. Gmail and Apple show it only with a certificate (a=).'];
  });
}

async function checkOne(
  name: Name,
  recordName: string,
  version: RegExp,
  resolver: Resolver,
  judge: (record: string) => Promise<Verdict>,
): Promise<Check> {
  const asked: Asked<string> = await askTexts(resolver, recordName);
  const records = asked.kind === 'found' ? asked.values.filter((text) => version.test(text)) : [];
  const [result, words] = await verdict();
  return { name, result, words, recordName, recordType: 'TXT', expected: null, found: bounded(records) };

  async function verdict(): Promise<Verdict> {
    if (asked.kind === 'unknown') return ['unknown', unknownWords('This record', asked.why)];
    if (records.length === 0) return ['pass', 'There is none, and none is needed to send.'];
    if (records.length > 1)
      return ['warn', `There are ${records.length} records of this kind: others then use none. Keep one.`];
    return judge(records[0]!);
  }
}
