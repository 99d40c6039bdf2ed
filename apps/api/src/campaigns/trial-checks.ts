// What DNS and the sending domain say about a message that came back, as checks a person can act on.
import type { Config } from '@doorstep/config';
import type { PreflightCheck } from '@doorstep/contracts';
import type { CampaignMaterial, SendingDomainRow } from '@doorstep/database';
import type { SignatureVerdict } from '@doorstep/dns-checks';
import { domainObstacles } from '../sending-domains/domain-ready.js';

type Key = NonNullable<CampaignMaterial['sendingDomain']>['dkimKeys'][number];

/** One check per active key: each must have signed, and each signature must fit the key that DNS holds. */
export function keyChecks(
  domain: string,
  keys: readonly Key[],
  verdicts: readonly SignatureVerdict[],
): PreflightCheck[] {
  return keys.map(({ selector, algorithm }) => {
    const verdict = verdicts.find((one) => one.selector === selector && one.domain === domain);
    const about = {
      id: `dkim:${selector}`,
      title: `DKIM signature of the key ${selector} (${algorithm})`,
      wanted: `it fits the key at ${selector}._domainkey.${domain}`,
    };
    if (verdict === undefined) return { ...about, state: 'fail', seen: 'the key did not sign', whatToDo: KEY_HELP };
    if (verdict.result === 'pass') {
      const isWeak = verdict.keyBits !== null && verdict.keyBits < 2048;
      const seen = verdict.keyBits === null ? 'verified' : `verified, ${verdict.keyBits} bits`;
      return { ...about, state: isWeak ? 'warn' : 'pass', seen, whatToDo: isWeak ? WEAK : null };
    }
    if (verdict.result === 'unknown') return { ...about, state: 'warn', seen: verdict.words, whatToDo: DNS_HELP };
    return { ...about, state: 'fail', seen: verdict.words, whatToDo: KEY_HELP };
  });
}

const KEY_HELP =
  'The record in DNS is missing or holds another key than the one Doorstep signs with. Publish the record shown on the page of the sending domain, then check again.';
const DNS_HELP = 'DNS did not answer, which says nothing about the key. Check again in a few minutes.';
const WEAK = 'Keys of less than 2048 bits are weak. Make a new one and publish it.';

/** SPF and DMARC as the sending domain's last check found them. */
export function domainChecks(mode: Config['mode'], domain: SendingDomainRow): PreflightCheck[] {
  return (['spf', 'dmarc'] as const).map((name) => {
    const about = {
      id: name,
      title: name.toUpperCase(),
      wanted: `${name.toUpperCase()} of ${domain.name} is in order`,
    };
    const last = domain.checks?.find((check) => check.name === name);
    if (last === undefined) {
      const whatToDo = 'Check the DNS records on the page of the sending domain.';
      return { ...about, state: mode === 'live' ? 'fail' : 'warn', seen: 'not checked yet', whatToDo };
    }
    if (last.result === 'pass') return { ...about, state: 'pass', seen: last.words, whatToDo: null };
    const isBlocking = domainObstacles(mode, { dkimKeys: domain.dkimKeys, checks: [last] }).includes(last.words);
    const whatToDo = `Mend it, then check ${domain.name} again on the page of sending domains.`;
    return { ...about, state: isBlocking ? 'fail' : 'warn', seen: last.words, whatToDo };
  });
}

export function fieldCheck(empty: readonly { name: string; people: number }[]): PreflightCheck {
  const about = { id: 'merge_fields', title: 'Merge fields', wanted: 'everybody has a value in each field used' };
  if (empty.length === 0) return { ...about, state: 'pass', seen: 'everybody has them', whatToDo: null };
  const seen = empty
    .map(({ name, people }) => `${name} is empty for ${people}`)
    .join(', ')
    .slice(0, 1000);
  const whatToDo = 'They see nothing there, or the default you gave: {{ city | default: "your town" }}.';
  return { ...about, state: 'warn', seen, whatToDo };
}

export function worst(checks: readonly PreflightCheck[]): PreflightCheck['state'] {
  const states = new Set(checks.map(({ state }) => state));
  return states.has('fail') ? 'fail' : states.has('warn') ? 'warn' : 'pass';
}
