// Reads what a domain publishes for MTA-STS: the record that names a policy, the policy itself, and the hosts it means.

export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Host names and "*.example.test", lower case. */
  readonly mx: readonly string[];
  readonly maxAgeSeconds: number;
}

/** RFC 8461 §3.2: about a year at most. */
const MAX_AGE_SECONDS = 31_557_600;
/** Shorter would be asked for with every connection. */
const LEAST_AGE_SECONDS = 300;
const MAX_HOSTS = 100;
const HOST = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The id in the TXT records of `_mta-sts.<domain>` (RFC 8461 §3.1).
 *
 * @returns null where there is no policy: none of the records is one, several are, or its id is no id
 */
export function readStsId(records: readonly string[]): string | null {
  const ours = records.filter((record) => /^v=STSv1\s*(;|$)/.test(record));
  if (ours.length !== 1) return null;
  const fields = ours[0]!
    .split(';')
    .slice(1)
    .map((field) => field.trim());
  const id = fields.find((field) => field.startsWith('id='))?.slice(3) ?? '';
  return /^[a-zA-Z0-9]{1,32}$/.test(id) ? id : null;
}

/**
 * Reads a policy file (RFC 8461 §3.2). Unknown keys are passed over, of a key that is given twice the first counts.
 *
 * @returns the policy, or in plain words what is wrong with it
 */
export function readStsPolicy(text: string): StsPolicy | string {
  const fields = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^([a-zA-Z0-9][a-zA-Z0-9_.-]{0,31}):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (found) {
      const values = fields.get(found[1]!) ?? [];
      values.push(found[2]!);
      fields.set(found[1]!, values);
    } else if (line.trim() !== '') return 'a line of the policy is no "key: value"';
  }
  if (fields.get('version')?.[0] !== 'STSv1') return 'the policy does not begin with version: STSv1';
  const mode = fields.get('mode')?.[0];
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return 'the policy has no mode that is one';
  const age = fields.get('max_age')?.[0] ?? '';
  if (!/^\d{1,10}$/.test(age)) return 'the policy has no max_age';
  const mx = (fields.get('mx') ?? []).map((host) => host.toLowerCase());
  if (mx.length > MAX_HOSTS) return `the policy names more than ${MAX_HOSTS} hosts`;
  if (mx.some((host) => host.length > 255 || !HOST.test(host))) return 'the policy names a host that is no host name';
  if (mx.length === 0 && mode !== 'none') return 'the policy names no host';
  return { mode, mx, maxAgeSeconds: Math.min(MAX_AGE_SECONDS, Math.max(LEAST_AGE_SECONDS, Number(age))) };
}

/** RFC 8461 §4.1: "*." stands for exactly one label: `*.x.test` means `a.x.test`, and not `a.b.x.test` or `x.test`. */
export function meansHost(patterns: readonly string[], mxHost: string): boolean {
  const host = mxHost.toLowerCase();
  const dot = host.indexOf('.');
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? dot > 0 && host.slice(dot + 1) === pattern.slice(2) : host === pattern,
  );
}
