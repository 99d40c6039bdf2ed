// The marked message of the full loop: it goes to a return path of ours and must come back into a bounce mailbox.
import { fixedBody } from './body-part.js';
import { mailbox } from './headers.js';

/** By this, and by the signed return path it goes to, it is known again. */
export const LOOP_SUBJECT = 'Doorstep full-loop test';

export interface LoopTestMessage {
  /** The return path that is tried. */
  readonly to: string;
  /** Of From and Message-ID. */
  readonly sendingDomainName: string;
  /** Left side of the Message-ID; letters, digits and dots. */
  readonly messageKey: string;
  readonly date: Date;
}

const WORDS = `This message was sent by Doorstep to itself.

It went to the address bounces come back to. When Doorstep finds it in a bounce
mailbox, the whole way works: DNS, the mail server, the catch-all, and the reading.

If you see this in a mailbox Doorstep does not read, the mail of the return-path
domain is led to the wrong place.
`;

/**
 * Composes it as text/plain: CRLF, unsigned, not dot-stuffed. Auto-Submitted (RFC 3834 §5) keeps answering machines quiet.
 *
 * @throws TypeError on an address or key that could break out of its place
 */
export function composeLoopTest({ to, sendingDomainName, messageKey, date }: LoopTestMessage): Uint8Array {
  if (!/^[a-z0-9.-]+$/i.test(messageKey)) throw new TypeError('message key can not stand in a header');
  const body = fixedBody('plain', WORDS);
  const head =
    `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n` +
    `${mailbox('From', 'Doorstep', `loop@${sendingDomainName}`)}${mailbox('To', '', to)}` +
    `Subject: ${LOOP_SUBJECT}\r\n` +
    `Message-ID: <${messageKey}@${sendingDomainName}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n` +
    `${body.headers}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body.wire]);
}
