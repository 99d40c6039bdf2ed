// A message that went over SMTP and came back: is it the one that was signed, and is it fit to be read everywhere?
import { readHeaderFields, splitMessage } from '../dkim-canonical.js';
import { inspectHeaders } from './inspect-headers.js';
import { judge, type WireCheck } from './wire-check.js';

export interface ReceivedMessage {
  /** As composed and signed. */
  readonly composed: Uint8Array;
  /** As the receiving end got it, dots taken off. */
  readonly received: Uint8Array;
  readonly fromDomain: string;
  /** The sandbox has no certificate: unsubscribe links may be http there. */
  readonly maySayHttp: boolean;
}

/** RFC 5322 section 2.1.1, without the line end. */
const LONGEST_LINE = 998;
/** Gmail shows no more than this of a message. */
const GMAIL_CLIP_BYTES = 102_000;

/** @returns every check, those that pass too; never throws for what stands in the message */
export function inspectReceived({ composed, received, fromDomain, maySayHttp }: ReceivedMessage): WireCheck[] {
  const octets = Buffer.from(received);
  const arrival = judge(
    { id: 'arrival', title: 'It arrives as it was signed', wanted: `${composed.length} bytes, each the same` },
    octets.equals(composed),
    octets.equals(composed) ? `${octets.length} bytes, each the same` : `${octets.length} bytes, not the same`,
  );
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) {
    const wanted = 'headers, an empty line, a body';
    return [arrival, judge({ id: 'headers', title: 'Headers', wanted }, false, 'no end of the headers')];
  }
  const fields = readHeaderFields(splitMessage(octets).head);
  return [
    arrival,
    lineEnds(octets),
    lineLengths(octets),
    ...inspectHeaders(fields, fromDomain, maySayHttp),
    textPart(octets),
    size(octets),
  ];
}

function lineEnds(octets: Buffer): WireCheck {
  const bare = octets.toString('latin1').match(/\r(?!\n)|(?<!\r)\n/g)?.length ?? 0;
  return judge(
    { id: 'line_ends', title: 'Line ends', wanted: 'CR and LF together, always' },
    bare === 0,
    bare === 0 ? 'all right' : `${bare} bare CR or LF`,
  );
}

function lineLengths(octets: Buffer): WireCheck {
  const longest = octets
    .toString('latin1')
    .split('\r\n')
    .reduce((most, line) => Math.max(most, line.length), 0);
  return judge(
    { id: 'line_length', title: 'Length of lines', wanted: `at most ${LONGEST_LINE}` },
    longest <= LONGEST_LINE,
    `the longest has ${longest}`,
  );
}

function textPart(octets: Buffer): WireCheck {
  const hasText = /^content-type: text\/plain/im.test(octets.toString('latin1'));
  return judge(
    { id: 'text_part', title: 'Plain text beside the HTML', wanted: 'a text/plain part' },
    hasText,
    hasText ? 'it is there' : 'there is none',
  );
}

function size(octets: Buffer): WireCheck {
  const kilobytes = `${Math.ceil(octets.length / 1000)} kB`;
  return judge(
    { id: 'size', title: 'Size', wanted: 'at most 102 kB' },
    octets.length <= GMAIL_CLIP_BYTES,
    kilobytes,
    'Gmail hides what stands beyond 102 kB, the unsubscribe link too. Shorten the letter, or link to the rest.',
    'warn',
  );
}
