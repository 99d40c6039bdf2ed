// A lean SMTP server in a process of its own: takes everything, counts messages and copies per recipient.
import net from 'node:net';

const latencyMs = Number(process.argv[2] ?? 0);
const END = Buffer.from('\r\n.\r\n');
const OK = '250 2.0.0 OK\r\n';
const copies = new Map();
const seen = { messages: 0, bytes: 0, connections: 0, open: 0, mostOpen: 0, firstAt: 0, lastAt: 0 };
let sample;

const server = net.createServer({ noDelay: true }, (socket) => {
  seen.connections++;
  seen.mostOpen = Math.max(seen.mostOpen, ++seen.open);
  const session = { to: [], isData: false, rest: undefined, parts: [] };
  const answer = (text) => {
    if (latencyMs === 0) socket.write(text, 'latin1');
    else setTimeout(() => socket.writable && socket.write(text, 'latin1'), latencyMs);
  };
  socket.on('error', () => socket.destroy());
  socket.on('close', () => seen.open--);
  socket.on('data', (chunk) => {
    const text = read(session, chunk);
    if (text !== '') answer(text);
    if (session.isOver) setTimeout(() => socket.end(), latencyMs);
  });
  answer('220 sink.test ESMTP\r\n');
});

/** Takes bytes of one connection. @returns the replies they call for */
function read(session, chunk) {
  let bytes = session.rest ? Buffer.concat([session.rest, chunk]) : chunk;
  session.rest = undefined;
  let replies = '';
  while (bytes.length > 0) {
    if (session.isData) {
      const end = bytes.indexOf(END);
      if (end < 0) {
        // The end may be cut: its first bytes wait for the next chunk.
        const keep = Math.min(END.length - 1, bytes.length);
        keepBody(session, bytes.subarray(0, bytes.length - keep));
        session.rest = bytes.subarray(bytes.length - keep);
        return replies;
      }
      keepBody(session, bytes.subarray(0, end + 2));
      replies += take(session);
      bytes = bytes.subarray(end + END.length);
      continue;
    }
    const end = bytes.indexOf(10);
    if (end < 0) {
      session.rest = bytes;
      return replies;
    }
    replies += obey(session, bytes.latin1Slice(0, end));
    bytes = bytes.subarray(end + 1);
  }
  return replies;
}

function keepBody(session, bytes) {
  seen.bytes += bytes.length;
  if (sample === undefined) session.parts.push(Buffer.from(bytes));
}

function take(session) {
  for (const to of session.to) copies.set(to, (copies.get(to) ?? 0) + 1);
  session.to = [];
  session.isData = false;
  sample ??= Buffer.concat(session.parts).toString('latin1');
  session.parts = [];
  if (seen.messages++ === 0) seen.firstAt = Date.now();
  seen.lastAt = Date.now();
  return OK;
}

function obey(session, line) {
  switch (line.slice(0, 4).toUpperCase()) {
    case 'EHLO':
      return '250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-SMTPUTF8\r\n250 SIZE 50000000\r\n';
    case 'MAIL':
    case 'RSET':
      session.to = [];
      return OK;
    case 'RCPT':
      session.to.push(line.slice(line.indexOf('<') + 1, line.indexOf('>')));
      return OK;
    case 'DATA':
      session.isData = true;
      return '354 go\r\n';
    case 'QUIT':
      session.isOver = true;
      return '221 2.0.0 bye\r\n';
    default:
      return OK;
  }
}

process.on('message', (ask) => {
  if (ask === 'count') process.send({ messages: seen.messages });
  else {
    let extra = 0;
    for (const n of copies.values()) extra += n - 1;
    process.send({ ...seen, distinct: copies.size, duplicates: extra, sample });
  }
});
process.on('disconnect', () => process.exit(0));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => process.send({ port: server.address().port }));
