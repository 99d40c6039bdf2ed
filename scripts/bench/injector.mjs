// Feeds a peer with the messages we sent ourselves: the same bytes but for the signature, one recipient each.
import net from 'node:net';
import { addressOf, SENDING_DOMAIN } from './people.mjs';

/** More would only queue up before Postfix's own processes. */
const CONNECTIONS = 20;

/**
 * Takes one of our messages apart, so that the message of any other reader is a few joins.
 *
 * @param {string} sample as it stood on the wire, without the final dot
 * @returns {(i: number) => string} the message to reader `i`, with the dot
 */
export function lettersFrom(sample, domains) {
  const headerEnd = sample.indexOf('\r\n\r\n');
  const unsigned =
    sample.slice(0, headerEnd).replace(/^DKIM-Signature:.*\r\n([ \t].*\r\n)*/m, '') + sample.slice(headerEnd);
  const reader = /reader\d+@d\d+\.test/.exec(unsigned);
  const token = /^Message-ID:\s*<([^@>]+)@/im.exec(unsigned);
  if (reader === null || token === null) throw new Error('A message of ours has no recipient or no Message-ID.');
  const local = reader[0].split('@')[0];
  const parts = unsigned
    .split(new RegExp(`(${reader[0].replace(/\./g, '\\.')}|${local}(?!\\d)|(?<=<)${escaped(token[1])}(?=@))`))
    .filter((part) => part !== '');
  return (i) => {
    const told = {
      [reader[0]]: addressOf(i, domains),
      [local]: `reader${i}`,
      [token[1]]: `${token[1].slice(0, -8)}${i}`,
    };
    return `${parts.map((part) => told[part] ?? part).join('')}.\r\n`;
  };
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Hands all messages to the server, over some connections with pipelining. Resolves when it has taken them all. */
export async function inject({ port, messages, domains, sample }) {
  const letterTo = lettersFrom(sample, domains);
  let next = 1;
  const take = () => (next <= messages ? next++ : undefined);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => feed(port, take, letterTo, domains)));
}

async function feed(port, take, letterTo, domains) {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  const replies = readReplies(socket);
  await replies.expect('220');
  socket.write('EHLO feed.test\r\n');
  await replies.expect('250');
  for (let i = take(); i !== undefined; i = take()) {
    socket.write(
      `MAIL FROM:<r${i}@bounces.${SENDING_DOMAIN}> BODY=8BITMIME\r\nRCPT TO:<${addressOf(i, domains)}>\r\nDATA\r\n`,
    );
    for (const code of ['250', '250', '354']) await replies.expect(code);
    socket.write(letterTo(i), 'latin1');
    await replies.expect('250');
  }
  socket.end('QUIT\r\n');
}

function readReplies(socket) {
  const lines = [];
  let rest = '';
  let wake = () => undefined;
  let failure;
  const fail = (error) => {
    failure = error;
    wake();
  };
  socket.setEncoding('latin1');
  socket.on('error', fail);
  socket.on('close', () => fail(failure ?? new Error('The server closed the connection.')));
  socket.on('data', (text) => {
    const found = (rest + text).split('\r\n');
    rest = found.pop();
    lines.push(...found.filter((line) => line[3] !== '-'));
    wake();
  });
  return {
    async expect(code) {
      while (lines.length === 0) {
        if (failure) throw failure;
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
      const line = lines.shift();
      if (!line.startsWith(code)) throw new Error(`The server said: ${line}`);
    },
  };
}
