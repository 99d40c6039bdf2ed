// A mail server that talks to ours, line by line, over a real socket; tests decide every byte.
import net from 'node:net';

export interface SmtpTalk {
  /** The next whole reply, its lines joined by newlines; rejects when the connection ends before it. */
  reply(): Promise<string>;
  /** Sends a command and waits for its reply. */
  say(command: string): Promise<string>;
  write(bytes: string | Buffer): void;
  /** Resolves when the other side has hung up. */
  readonly ended: Promise<void>;
  /** Breaks the connection. */
  cut(): void;
  readonly socket: net.Socket;
}

export async function talkTo(port: number): Promise<SmtpTalk> {
  const socket = net.connect({ host: '127.0.0.1', port });
  const replies: string[] = [];
  const waiting: { take: (reply: string) => void; fail: (error: Error) => void }[] = [];
  let text = '';
  let isOver = false;
  const ended = new Promise<void>((resolve) =>
    socket.once('close', () => {
      isOver = true;
      for (const { fail } of waiting.splice(0)) fail(new Error('the connection ended before a reply'));
      resolve();
    }),
  );
  socket.on('error', () => undefined); // told by the end
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (
      let whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(text);
      whole;
      whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(text)
    ) {
      text = text.slice(whole[0].length);
      const reply = whole[0].trimEnd().replaceAll('\r\n', '\n');
      const next = waiting.shift();
      if (next) next.take(reply);
      else replies.push(reply);
    }
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  const talk: SmtpTalk = {
    reply() {
      const ready = replies.shift();
      if (ready !== undefined) return Promise.resolve(ready);
      if (isOver) return Promise.reject(new Error('the connection has ended'));
      return new Promise((take, fail) => waiting.push({ take, fail }));
    },
    say(command) {
      socket.write(`${command}\r\n`);
      return talk.reply();
    },
    write: (bytes) => socket.write(bytes),
    ended,
    cut: () => socket.destroy(),
    socket,
  };
  return talk;
}

/** Hands one message over and says good-bye. @returns the reply to the dot, or the refusal met on the way */
export async function handOver(port: number, to: string, raw: string, from = ''): Promise<string> {
  const talk = await talkTo(port);
  const greeting = await talk.reply();
  if (!greeting.startsWith('220')) return greeting;
  for (const command of ['EHLO mx.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
    const reply = await talk.say(command);
    if (!/^[23]/.test(reply)) {
      talk.cut();
      return reply;
    }
  }
  talk.write(Buffer.from(`${raw.replace(/^\./gm, '..')}\r\n.\r\n`, 'latin1'));
  const reply = await talk.reply();
  talk.write('QUIT\r\n');
  await talk.ended;
  return reply;
}
