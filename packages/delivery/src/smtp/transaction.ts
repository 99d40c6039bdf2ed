// One mail transaction over an open session: envelope, body behind its gate, final dot; where it ended and with what words.
import type { AttemptOutcome, Reply, Stage } from '../report.js';
import type { Extensions } from './extensions.js';
import type { OutgoingMessage } from './site-connection.js';
import type { Timeouts } from './timeouts.js';
import type { Wire } from './wire.js';
import { wireForm } from './wire-form.js';

export interface Judged {
  readonly outcome: AttemptOutcome;
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  readonly trouble: string | null;
  readonly wasDotSent: boolean;
  /** keep: ready for the next message · reset: RSET first · end: nobody can say what its next words are to */
  readonly after: 'keep' | 'reset' | 'end';
}

export interface TransactionOptions {
  readonly wire: Wire;
  readonly mxHost: string;
  readonly extensions: Extensions;
  readonly timeouts: Timeouts;
}

interface Refusal {
  readonly stage: Stage;
  readonly reply: Reply;
}

const DOT = '.\r\n';

/** RFC 5321 §3.3; MAIL, RCPT and DATA leave together where the host offers PIPELINING (RFC 2920). */
export async function transact(message: OutgoingMessage, options: TransactionOptions): Promise<Judged> {
  const { wire, extensions, mxHost } = options;
  const { bytes, hasEightBit } = message.isWireForm
    ? { bytes: message.body, hasEightBit: false }
    : wireForm(message.body);
  const unfit = hasEightBit && !extensions.eightBit;
  if (unfit) return never(`the message has octets above 127, and ${mxHost} does not offer 8BITMIME`);
  const isTooBig = extensions.maxBytes > 0 && bytes.length > extensions.maxBytes;
  const opened = await openEnvelope(message, hasEightBit, bytes.length, isTooBig, options);
  if (opened !== null) return opened;
  return pourBody(message, bytes, wire, options.timeouts);
}

/** The envelope and nothing more (RFC 5321 §3.3): a yes to RCPT is the answer. */
export async function askOnly(
  message: Pick<OutgoingMessage, 'from' | 'to'>,
  { wire, extensions, timeouts }: TransactionOptions,
): Promise<Judged> {
  wire.write(mailCommand(message, false, 0, { ...extensions, size: false }));
  const toMail = await wire.hear('mail', 'MAIL', timeouts.mailMs);
  if (toMail === null || toMail.code >= 400) return ended(wire, toMail, 'mail');
  wire.write(`RCPT TO:<${message.to}>\r\n`);
  const toRcpt = await wire.hear('rcpt', 'RCPT', timeouts.rcptMs);
  return ended(wire, toRcpt, 'rcpt');
}

/** @returns what ended it; null when the host waits for the body */
async function openEnvelope(
  message: OutgoingMessage,
  hasEightBit: boolean,
  sizeBytes: number,
  isTooBig: boolean,
  { wire, mxHost, extensions, timeouts }: TransactionOptions,
): Promise<Judged | null> {
  const mail = mailCommand(message, hasEightBit, sizeBytes, extensions);
  const rcpt = `RCPT TO:<${message.to}>\r\n`;
  // A message above the host's own limit: its no to MAIL is asked for alone, so that its words are the evidence.
  const isPipelined = extensions.pipelining && !isTooBig;
  if (isPipelined) {
    wire.write(`${mail}${rcpt}DATA\r\n`);
    // All questions stand before the first reply can come.
    const replies = [
      wire.hear('mail', 'MAIL', timeouts.mailMs),
      wire.hear('rcpt', 'RCPT', timeouts.rcptMs),
      wire.hear('data', 'DATA', timeouts.dataMs),
    ] as const;
    return judgeTogether(await replies[0], await replies[1], await replies[2], wire, timeouts);
  }
  wire.write(mail);
  const toMail = await wire.hear('mail', 'MAIL', timeouts.mailMs);
  if (toMail === null || toMail.code >= 400) return ended(wire, toMail, 'mail');
  if (isTooBig) return { ...tooBig(mxHost, sizeBytes, extensions.maxBytes), after: 'reset' };
  wire.write(rcpt);
  const toRcpt = await wire.hear('rcpt', 'RCPT', timeouts.rcptMs);
  if (toRcpt === null || toRcpt.code >= 400) return ended(wire, toRcpt, 'rcpt');
  wire.write('DATA\r\n');
  const toData = await wire.hear('data', 'DATA', timeouts.dataMs);
  return toData === null || toData.code >= 400 ? ended(wire, toData, 'data') : null;
}

function mailCommand(
  { from, to }: Pick<OutgoingMessage, 'from' | 'to'>,
  hasEightBit: boolean,
  sizeBytes: number,
  extensions: Extensions,
): string {
  const size = extensions.size ? ` SIZE=${sizeBytes}` : '';
  const body = hasEightBit ? ' BODY=8BITMIME' : '';
  const utf8 = /[^\u0000-\u007f]/.test(from + to) ? ' SMTPUTF8' : '';
  return `MAIL FROM:<${from}>${size}${body}${utf8}\r\n`;
}

/** The first no is the answer; what follows it is only its echo (RFC 2920 §3.1). */
async function judgeTogether(
  mail: Reply | null,
  rcpt: Reply | null,
  data: Reply | null,
  wire: Wire,
  timeouts: Timeouts,
): Promise<Judged | null> {
  const refusal = firstNo([
    ['mail', mail],
    ['rcpt', rcpt],
    ['data', data],
  ]);
  if (refusal === null) return data === null ? ended(wire, null, 'data') : null;
  if (data === null || refusal.reply.code === 421) return judged(refusal, 'end');
  if (data.code >= 400) return judged(refusal, data.code === 421 ? 'end' : 'reset');
  // It waits for a message nobody receives: a lone dot ends that.
  wire.write(DOT);
  const toNothing = await wire.hear('data', 'the end of nothing', timeouts.dataMs);
  return judged(refusal, toNothing === null || toNothing.code === 421 ? 'end' : 'reset');
}

function firstNo(replies: readonly (readonly [Stage, Reply | null])[]): Refusal | null {
  for (const [stage, reply] of replies) {
    if (reply === null) return null;
    if (reply.code >= 400) return { stage, reply };
  }
  return null;
}

async function pourBody(message: OutgoingMessage, bytes: Uint8Array, wire: Wire, timeouts: Timeouts): Promise<Judged> {
  await wire.pour(bytes);
  const early = spoken(wire);
  if (early !== null) return early;
  let why: string | null = null;
  try {
    if (!(await message.beforeDot())) why = 'the dot was not allowed';
  } catch (error) {
    why = `the dot could not be written down: ${(error as Error).message}`;
  }
  const late = spoken(wire);
  if (late !== null) return late;
  if (why !== null)
    return { outcome: 'abandoned', stage: 'data', reply: null, trouble: why, wasDotSent: false, after: 'end' };
  wire.write(DOT);
  const reply = await wire.hear('dot', 'the final dot', timeouts.dotMs);
  if (reply === null)
    return {
      ...{ outcome: 'in_doubt', stage: 'dot', reply, wasDotSent: true, after: 'end' },
      trouble: wire.trouble ?? 'connection lost',
    };
  const after = reply.code < 400 ? 'keep' : reply.code === 421 ? 'end' : 'reset';
  return { ...answeredBy(reply), stage: 'dot', wasDotSent: true, after };
}

/** What the host said, or that it went, before the dot: a yes then is none, the message was not complete. */
function spoken(wire: Wire): Judged | null {
  const { unasked, trouble } = wire;
  if (unasked === null && trouble === null && wire.isMidReply) return tooEarly('the host began to speak');
  if (unasked === null) return trouble === null ? null : ended(wire, null, 'data');
  const { reply, text } = unasked;
  if (reply !== null && reply.code >= 400) return judged({ stage: 'data', reply }, 'end');
  return tooEarly(reply === null ? `no sense in "${text.slice(0, 200)}"` : `the host said ${reply.code}`);
}

function tooEarly(what: string): Judged {
  const trouble = `${what} before the message was complete`;
  return { outcome: 'deferred', stage: 'data', reply: null, trouble, wasDotSent: false, after: 'end' };
}

/** A no, or the end of the connection, in answer to one command. */
function ended(wire: Wire, reply: Reply | null, stage: Stage): Judged {
  if (reply !== null) return judged({ stage, reply }, reply.code === 421 ? 'end' : 'reset');
  return {
    ...{ outcome: 'deferred', reply, wasDotSent: false, after: 'end' },
    stage: wire.stageOfEnd ?? stage,
    trouble: wire.trouble ?? 'connection lost',
  };
}

function judged({ stage, reply }: Refusal, after: Judged['after']): Judged {
  return { ...answeredBy(reply), stage, wasDotSent: false, after };
}

function answeredBy(reply: Reply): Pick<Judged, 'outcome' | 'reply' | 'trouble'> {
  const outcome = reply.code >= 500 ? 'refused' : reply.code >= 400 ? 'deferred' : 'accepted';
  return { outcome, reply, trouble: null };
}

function never(trouble: string): Judged {
  return { outcome: 'refused', stage: null, reply: null, trouble, wasDotSent: false, after: 'keep' };
}

/** RFC 1870 §6.1: a client that knows the limit need not send what is above it. */
function tooBig(mxHost: string, sizeBytes: number, maxBytes: number): Omit<Judged, 'after'> {
  const trouble = `5.3.4 message too big: ${mxHost} takes at most ${maxBytes} bytes (SIZE), this one has ${sizeBytes}`;
  return { outcome: 'refused', stage: 'mail', reply: null, trouble, wasDotSent: false };
}
