// Asks name servers: cached for the TTL, one question in flight per name and type, a bound on questions under way.
import { getServers } from 'node:dns';
import { isIPv6 } from 'node:net';
import { answerCache } from './answer-cache.js';
import type { Answer, Dns, TlsaRecord } from './dns.js';
import { askOver, type NameServer, type Question, type RecordType } from './exchange.js';
import { questionGate } from './question-gate.js';
import { readAnswer } from './read-answer.js';

export interface DnsOptions {
  /** "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:53"; empty = the servers of the system. */
  readonly servers: readonly string[];
  /** One question to one server; 5,000 unless told. */
  readonly timeoutMs?: number;
  /** Rounds over all servers; 2 unless told. */
  readonly tries?: number;
  /** Keep answers for their TTL (60 s to 1 h; negative 5 min, trouble 30 s). */
  readonly cache?: boolean;
  /**
   * The servers validate DNSSEC and nobody on the way to them can forge their word for it: then answers say whether they
   * were validated. Without it no answer is taken for authenticated.
   */
  readonly validates?: boolean;
}

/**
 * Makes a resolver that asks recursive or authoritative servers over UDP, again over TCP when the answer was cut
 * (RFC 1035 §4.2, RFC 7766), and tells NXDOMAIN, NODATA (RFC 2308 §2) and trouble apart.
 *
 * @throws RangeError for a server that is no address: a fault of the configuration
 */
export function createDns(options: DnsOptions): Dns {
  const { servers, timeoutMs = 5000, tries = 2, cache = true, validates = false } = options;
  const asked = (servers.length > 0 ? servers : getServers()).map(readServer);
  const cached = answerCache({ isKept: cache, now: Date.now });
  const gate = questionGate();

  function ask<T>(type: RecordType, name: string, pick: (data: unknown) => T | null): Promise<Answer<T>> {
    const question: Question = { type, name: name.toLowerCase().replace(/\.$/, '') };
    return cached(`${type} ${question.name}`, () =>
      gate(question.name, async (signal) => {
        let trouble = `ENOSERVER: no name server to ask about ${type} ${question.name}`;
        for (let round = 0; round < tries && !signal.aborted; round++) {
          for (const server of asked) {
            const exchange = await askOver(server, question, timeoutMs, validates, signal);
            const answer = readAnswer(exchange, question, pick, validates);
            if (answer.kind !== 'trouble') return answer;
            trouble = answer.trouble;
          }
        }
        return { kind: 'trouble' as const, trouble };
      }),
    );
  }

  const text = (data: unknown) => (typeof data === 'string' ? data : null);
  return {
    mx: (name) => ask('MX', name, readMx),
    a: (name) => ask('A', name, text),
    aaaa: (name) => ask('AAAA', name, text),
    txt: (name) => ask('TXT', name, readTxt),
    ptr: (ip) => ask('PTR', reverseName(ip), text),
    tlsa: (name) => ask('TLSA', name, readTlsa),
  };
}

function readMx(data: unknown) {
  const { exchange, preference } = data as { exchange?: unknown; preference?: unknown };
  if (typeof exchange !== 'string' || typeof preference !== 'number') return null;
  return { exchange, preference };
}

function readTlsa(data: unknown): TlsaRecord | null {
  const { usage, selector, matchingType, certificate } = data as Record<string, unknown>;
  if (typeof usage !== 'number' || typeof selector !== 'number' || typeof matchingType !== 'number') return null;
  return certificate instanceof Uint8Array ? { usage, selector, matchingType, association: certificate } : null;
}

function readTxt(data: unknown): string {
  const parts = Array.isArray(data) ? data : [data];
  return parts.map((part) => (part instanceof Uint8Array ? Buffer.from(part).toString('utf8') : String(part))).join('');
}

/** "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:53" or a bare IPv6 address. */
function readServer(text: string): NameServer {
  const bracketed = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/i.exec(text);
  if (bracketed) return { host: bracketed[1]!, port: Number(bracketed[2] ?? 53) };
  if (isIPv6(text)) return { host: text, port: 53 };
  const plain = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(text);
  if (!plain) throw new RangeError(`"${text}" is no name server: 192.0.2.53 or 192.0.2.53:5353`);
  return { host: plain[1]!, port: Number(plain[2] ?? 53) };
}

/** The name under which PTR records of an address stand (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(ip: string): string {
  if (!isIPv6(ip)) return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail] = ip.toLowerCase().split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  const digits = [...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}
