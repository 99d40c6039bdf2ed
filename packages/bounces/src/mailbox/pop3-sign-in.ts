// Signing in over POP3: AUTH XOAUTH2 with a token, AUTH PLAIN (RFC 5034, RFC 4616), or USER and PASS (RFC 1939 §7).
import { cleanLine } from '../reply-words.js';
import { MailboxError, type MailboxSettings } from './mailbox.js';
import type { Pop3Session } from './pop3-session.js';

/** What the server can (RFC 2449); of one that does not say, what nearly every server can. */
export async function askCapabilities(session: Pop3Session): Promise<Set<string>> {
  if ((await session.ask('CAPA')) === null) return new Set(['USER', 'TOP', 'UIDL']);
  const body = await session.body(65_536, 65_536);
  const lines = body.content().toString('latin1').toUpperCase().split('\r\n');
  return new Set(
    lines.flatMap((line) =>
      line.startsWith('SASL ') ? line.split(' ').map((word) => `SASL ${word}`) : [line.split(' ')[0] ?? ''],
    ),
  );
}

export function greetingWords(capabilities: Set<string>): string {
  const able = ['TOP', 'UIDL', 'SASL PLAIN', 'SASL XOAUTH2'].filter((one) => capabilities.has(one));
  return `It is a POP3 server. It offers ${able.length === 0 ? 'the bare minimum' : able.join(', ').replaceAll('SASL ', 'AUTH ')}.`;
}

/** @throws MailboxError */
export async function signIn(
  session: Pop3Session,
  settings: MailboxSettings,
  capabilities: Set<string>,
  accessToken: string | null,
): Promise<void> {
  const { username, password, host } = settings;
  if (/[\r\n\0\x01]/.test(username + (accessToken ?? password)))
    throw new MailboxError('sign_in', 'The user name or the password holds a line end. Type both again.', '');
  if (accessToken !== null) {
    await signInByToken(session, username, accessToken, host);
    return;
  }
  if (capabilities.has('SASL PLAIN')) {
    const answer = await session.ask('AUTH PLAIN');
    if (answer !== null) {
      await session.command(base64(`\0${username}\0${password}`), 'sign_in');
      return;
    }
  }
  await session.command(`USER ${username}`, 'sign_in');
  await session.command(`PASS ${password}`, 'sign_in');
}

/**
 * XOAUTH2 as Google and Microsoft document it. The credentials go on a line of their own: with them the AUTH line
 * would be longer than the 255 octets RFC 5034 §4 allows.
 */
async function signInByToken(session: Pop3Session, username: string, accessToken: string, host: string): Promise<void> {
  if ((await session.ask('AUTH XOAUTH2')) === null)
    throw new MailboxError(
      'sign_in',
      `${host} does not take tokens for the sign-in (OAuth 2.0) over POP3. Sign in with a password, or read over IMAP.`,
      '',
    );
  const answer = await session.challenge(base64(`user=${username}\x01auth=Bearer ${accessToken}\x01\x01`));
  if (answer.kind === 'ok') return;
  // A failure comes as a challenge first: what is wrong, in JSON. An empty line asks for the -ERR (RFC 7628 §3.2.3).
  const reason = answer.kind === 'challenge' ? reasonOf(answer.text) : answer.text;
  const last = answer.kind === 'challenge' ? await session.challenge('') : answer;
  if (last.kind === 'ok') return;
  throw new MailboxError(
    'sign_in',
    'The server did not accept the token. Check the user name and the scope, or store a new refresh token.',
    cleanLine([reason, last === answer ? '' : last.text].filter((part) => part !== '').join(' · '), 300),
  );
}

function reasonOf(challenge: string): string {
  const text = Buffer.from(challenge, 'base64').toString('utf8');
  try {
    const { status, scope, schemes } = JSON.parse(text) as Record<string, unknown>;
    return [status && `status ${status}`, schemes && `schemes ${schemes}`, scope && `scope ${scope}`]
      .filter((part) => typeof part === 'string')
      .join(', ');
  } catch {
    return text; // not the JSON that is documented: shown as it came
  }
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
