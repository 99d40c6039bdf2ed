// The way our message went before somebody gave it back: through whose hands, for whom, under which queue ids.
import { addressesIn, cleanAddress } from './addresses.js';
import type { Headers } from './mime/headers.js';
import { cleanLine } from './reply-words.js';

/** Read from fields of the returned original: telling, but written by others, so never a proof by itself. */
export interface WayOfMail {
  /** Addresses it was delivered or addressed to on its way, the first stop first; at most 20. */
  readonly deliveredTo: readonly string[];
  /** Addresses it was passed on to (X-Forwarded-To and the like). */
  readonly forwardedTo: readonly string[];
  /** Ids of the queues it went through (Received, RFC 5321 §4.4); at most 20. */
  readonly queueIds: readonly string[];
  /** Domain of a host that rewrote the sender to pass it on (SRS). */
  readonly forwarder: string | null;
}

const AT_MOST = 20;

export function readWay(original: Headers): WayOfMail {
  const received = original
    .all('received')
    .slice(0, 50)
    .map((one) => one.slice(0, 1000));
  // Every host writes its Received on top: the last one is the first stop.
  const stops = received.toReversed();
  const namedBy = (...names: string[]) =>
    names.flatMap((name) => original.all(name).slice(0, AT_MOST)).flatMap((value) => addressesIn(value));
  return {
    deliveredTo: unique([
      ...namedBy('delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'apparently-to').toReversed(),
      // X-Forwarded-For of Gmail names the mailbox that forwards first, then where to.
      ...original
        .all('x-forwarded-for')
        .slice(0, AT_MOST)
        .flatMap((value) => addressesIn(value).slice(0, 1)),
      ...stops
        .flatMap((stop) => /\bfor <([^<>\s]{3,254})>/i.exec(stop)?.[1] ?? [])
        .flatMap((one) => cleanAddress(one) ?? []),
    ]),
    forwardedTo: unique([
      ...namedBy('x-forwarded-to', 'resent-to'),
      ...original
        .all('x-forwarded-for')
        .slice(0, AT_MOST)
        .flatMap((value) => addressesIn(value).slice(1)),
    ]),
    queueIds: unique(stops.flatMap((stop) => /\bid ([0-9a-z][0-9a-z._-]{4,80})/i.exec(stop)?.[1] ?? [])),
    forwarder:
      ['return-path', 'sender', 'x-envelope-from'].flatMap((name) => srsForwarder(original.get(name)) ?? [])[0] ?? null,
  };
}

/**
 * Domain of the host that rewrote a sender by the Sender Rewriting Scheme: SRS0=hash=time=domain=local@forwarder, and
 * SRS1 for the second hop. Null for any other address.
 */
export function srsForwarder(address: string): string | null {
  const found = /\bsrs[01][=+-][^@\s<>]{8,300}@([a-z0-9.-]{3,253})/i.exec(cleanLine(address, 600));
  return found?.[1]?.toLowerCase().replace(/\.$/, '') ?? null;
}

const unique = (all: readonly string[]) => [...new Set(all)].slice(0, AT_MOST);
