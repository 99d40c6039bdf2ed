// Signing in by token over POP3 and IMAP: the very bytes, and refusals told in words.
import net from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { startHoodiecrow } from '../testing/hoodiecrow.js';
import { startPop3Server } from '../testing/pop3-server.js';
import type { MailboxSettings } from './mailbox.js';
import type { TokenAnswer, TokenSource } from './oauth-token.js';
import { openMailbox } from './open-mailbox.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function tokenOf(accessToken: string): TokenSource & { forgotten: number } {
  const answer: TokenAnswer = { kind: 'token', accessToken };
  const source = { forgotten: 0, get: async () => answer, forget: () => void source.forgotten++ };
  return source;
}

const settings = (protocol: 'imap' | 'pop3', port: number, oauth: TokenSource): MailboxSettings => ({
  ...{ protocol, port, oauth, host: '127.0.0.1', tls: 'none', username: 'testuser', password: '', folder: 'INBOX' },
  timeoutMs: 3000,
});

/** user=testuser^Aauth=Bearer testtoken^A^A, as Google's documentation of XOAUTH2 has it. */
const XOAUTH2 = 'dXNlcj10ZXN0dXNlcgFhdXRoPUJlYXJlciB0ZXN0dG9rZW4BAQ==';

async function pop3(more: object) {
  const server = await startPop3Server({ xoauth2: XOAUTH2, capabilities: ['UIDL', 'SASL PLAIN XOAUTH2'], ...more });
  closers.push(server.close);
  return server;
}

describe('a whole POP3 session', () => {
  it('is the same wherever the network cuts it, by password and by token', async () => {
    const message = Buffer.from('Subject: x\r\n\r\n.dot\r\n..two\r\nbare \n and \r.\r\n', 'latin1');
    const server = (pieceBytes: readonly number[]) =>
      pop3({ pieceBytes, messages: [message, message], capabilities: ['UIDL', 'TOP', 'SASL PLAIN XOAUTH2'] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (cuts, byToken) => {
          const { port, removed } = await server(cuts);
          const { oauth, ...plain } = settings('pop3', port, tokenOf('testtoken'));
          const opened = await openMailbox({ ...plain, password: 'secret', ...(byToken && oauth && { oauth }) });
          if (opened.kind !== 'open') throw new Error(`${opened.step}: ${opened.words} ${opened.detail}`);
          const { mailbox } = opened;
          const listed = await mailbox.list();
          expect(listed.map(({ uid }) => uid)).toEqual(['uid-1', 'uid-2']);
          expect(Buffer.from((await mailbox.fetch('uid-2', 1e6)).raw).equals(message)).toBe(true);
          await mailbox.remove(['uid-1']);
          await mailbox.close();
          expect(removed).toEqual([1]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('POP3 by token', () => {
  it.each([1, 2, 3, 5, 1000])('sends the documented bytes, answers cut into pieces of %d', async (pieceBytes) => {
    const server = await pop3({ pieceBytes });
    const opened = await openMailbox(settings('pop3', server.port, tokenOf('testtoken')));
    expect(opened.kind).toBe('open');
    expect(server.commands).toEqual(['CAPA', 'AUTH XOAUTH2', XOAUTH2]);
  });

  it.each([1, 2, 3, 5, 1000])(
    'answers the challenge of a refusal by an empty line, pieces of %d',
    async (pieceBytes) => {
      const server = await pop3({ pieceBytes });
      const token = tokenOf('old');
      const opened = await openMailbox(settings('pop3', server.port, token));
      expect(opened).toMatchObject({
        ...{ kind: 'failed', step: 'sign_in', words: expect.stringMatching(/did not accept the token/) },
        detail: 'status 400, schemes Bearer, scope https://mail.example/ · [AUTH] invalid token',
      });
      expect(server.commands.at(-1)).toBe('');
      expect(token.forgotten).toBe(1);
    },
  );

  it('says that a server takes no tokens', async () => {
    const server = await pop3({ xoauth2: undefined, answers: { AUTH: '-ERR unknown\r\n' } });
    const opened = await openMailbox(settings('pop3', server.port, tokenOf('testtoken')));
    expect(opened).toMatchObject({ kind: 'failed', step: 'sign_in', words: expect.stringMatching(/takes? tokens/) });
  });

  it('never sends a password or opens a connection when there is no token', async () => {
    const server = await pop3({});
    const failing: TokenSource = {
      get: async () => ({ kind: 'failed', words: 'The refresh token has expired.', detail: 'invalid_grant' }),
      forget: () => undefined,
    };
    const opened = await openMailbox(settings('pop3', server.port, failing));
    expect(opened).toMatchObject({ kind: 'failed', step: 'token', detail: 'invalid_grant' });
    expect(server.commands).toEqual([]);
  });
});

/** An IMAP server of a few lines that wants the credentials on a line of their own and refuses by a challenge. */
async function imapThatRefuses(seen: string[]): Promise<number> {
  const challenge = Buffer.from('{"status":"401","schemes":"bearer"}').toString('base64');
  const server = net.createServer((socket) => {
    let tag = '';
    socket.on('error', () => undefined);
    socket.write('* OK IMAP4rev1\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        seen.push(line);
        const [first = '', command = ''] = line.split(' ');
        if (command === 'CAPABILITY') socket.write(`* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n${first} OK\r\n`);
        else if (command === 'AUTHENTICATE') {
          tag = first;
          socket.write('+ \r\n');
        } else if (line === '') socket.write(`${tag} NO AUTHENTICATE failed.\r\n`);
        else socket.write(`+ ${challenge}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as net.AddressInfo).port;
}

describe('IMAP by token', () => {
  it('signs in with XOAUTH2', async () => {
    const server = await startHoodiecrow(['Subject: one\r\n\r\n'], ['XOAUTH2']);
    closers.push(server.close);
    const opened = await openMailbox(settings('imap', server.port, tokenOf('testtoken')));
    expect(opened.kind).toBe('open');
    if (opened.kind === 'open') expect(await opened.mailbox.list()).toHaveLength(1);
  });

  it('tells a refusal with what the server said, after the empty line that ends it', async () => {
    const seen: string[] = [];
    const opened = await openMailbox(settings('imap', await imapThatRefuses(seen), tokenOf('testtoken')));
    expect(opened).toMatchObject({ kind: 'failed', step: 'sign_in', detail: expect.stringMatching(/"status":"401"/) });
    expect(seen.slice(1)).toEqual([expect.stringMatching(/ AUTHENTICATE XOAUTH2$/), XOAUTH2, '']);
  });

  it('says that a server takes no tokens', async () => {
    const server = await startHoodiecrow([]);
    closers.push(server.close);
    const opened = await openMailbox(settings('imap', server.port, tokenOf('testtoken')));
    expect(opened).toMatchObject({ kind: 'failed', step: 'sign_in', words: expect.stringMatching(/take tokens/) });
  });
});
