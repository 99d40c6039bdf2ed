// Reads what a name server said: records, no such records, no such name, or trouble.
import type packet from 'dns-packet';
import type { Answer } from './dns.js';
import type { Exchange, Question } from './exchange.js';

const MAX_RECORDS = 200;
/** Where a negative answer carries no SOA (RFC 2308 §5). */
const NEGATIVE_SECONDS = 300;

/**
 * @param pick reads the data of one record; null for what cannot be used
 * @param validates whether the server's word counts that it validated the answer
 */
export function readAnswer<T>(
  exchange: Exchange,
  question: Question,
  pick: (data: unknown) => T | null,
  validates = false,
): Answer<T> {
  const about = `${question.type} ${question.name}`;
  if ('failure' in exchange) return { kind: 'trouble', trouble: `${exchange.failure}: ${about}` };
  const { packet: answer } = exchange;
  const rcode = rcodeOf(answer);
  const validated = validates && answer.flag_ad ? ({ isAuthenticated: true } as const) : {};
  if (rcode === 'NXDOMAIN') return { kind: 'nxdomain', ttlSeconds: negativeSeconds(answer), ...validated };
  if (rcode !== 'NOERROR') return { kind: 'trouble', trouble: `E${rcode}: ${about}` };
  const found = (answer.answers ?? []).filter((record) => record.type === question.type).slice(0, MAX_RECORDS);
  const records = found.map((record) => pick((record as { data: unknown }).data)).filter((value) => value !== null);
  if (records.length === 0) return { kind: 'no-data', ttlSeconds: negativeSeconds(answer), ...validated };
  const ttlSeconds = Math.min(...(answer.answers ?? []).map(secondsOf));
  const owner = nameOf(found[0]!);
  const alias = owner === nameOf(question) ? {} : { canonicalName: owner };
  return { kind: 'records', records: records as T[], ttlSeconds, ...alias, ...validated };
}

const nameOf = ({ name }: { readonly name: string }): string => name.toLowerCase().replace(/\.$/, '');

function rcodeOf(answer: packet.DecodedPacket): string {
  return String((answer as unknown as { rcode?: string }).rcode ?? 'NOERROR');
}

function secondsOf(record: packet.Answer): number {
  return 'ttl' in record && typeof record.ttl === 'number' ? record.ttl : NEGATIVE_SECONDS;
}

function negativeSeconds(answer: packet.DecodedPacket): number {
  const soa = (answer.authorities ?? []).find((record) => record.type === 'SOA') as
    | { ttl?: number; data: { minimum?: number } }
    | undefined;
  if (soa === undefined) return NEGATIVE_SECONDS;
  return Math.min(soa.ttl ?? NEGATIVE_SECONDS, soa.data.minimum ?? NEGATIVE_SECONDS);
}
