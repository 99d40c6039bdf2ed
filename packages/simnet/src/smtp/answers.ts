// Replies on their way to the wire: placeholders filled in, one line or several, or bytes no honest host would send.
import type { Answer } from '../behaviour.js';

export interface AnswerFacts {
  readonly recipient: string;
  readonly host: string;
  readonly client: string;
  /** Queue id, as hosts print it. */
  readonly id: string;
}

/** Bytes that go to the wire as they are, code included; one sign per byte. */
export class RawReply {
  constructor(readonly bytes: string) {}
}

export function fill(text: string, { recipient, host, client, id }: AnswerFacts): string {
  const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
  return text
    .replaceAll('{recipient}', recipient)
    .replaceAll('{domain}', domain)
    .replaceAll('{host}', host)
    .replaceAll('{client}', client)
    .replaceAll('{id}', id);
}

/** The reply as it is seen on the wire, lines joined by a line feed. */
export function asText(answer: Answer, facts: AnswerFacts): string {
  if (answer.raw !== undefined) return answer.raw.replace(/\r\n$/, '');
  const last = answer.lines.length - 1;
  return answer.lines.map((line, n) => `${answer.code}${n < last ? '-' : ' '}${fill(line, facts)}`).join('\n');
}

/**
 * The reply in the shape smtp-server takes from its handlers. Its types say Error with a text, but it hands the
 * message to SMTPConnection.send(), which writes an array as a multi-line reply; RawReply is our own send()'s.
 */
export function asRefusal(answer: Answer, facts: AnswerFacts): Error {
  const message =
    answer.raw === undefined ? answer.lines.map((line) => fill(line, facts)) : new RawReply(fill(answer.raw, facts));
  return { responseCode: answer.code, message } as unknown as Error;
}
