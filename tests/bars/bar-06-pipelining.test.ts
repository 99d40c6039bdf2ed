// Bar 6: envelope and DATA leave in one segment where PIPELINING is offered, and a refusal leaves the connection whole.
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { atEnd, letter, mailHost, open } from './hosts.js';

/** A host that keeps what it reads piece by piece, as the segments came. */
async function segmentHost(): Promise<{ port: number; segments: string[] }> {
  const segments: string[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined); // the client has heard enough
    socket.write('220 mx.test ESMTP\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      segments.push(text);
      if (text.startsWith('EHLO')) socket.write('250-mx.test\r\n250 PIPELINING\r\n');
      else if (text.startsWith('MAIL')) socket.write('250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n');
      else if (text.endsWith('\r\n.\r\n') || text === '.\r\n') socket.write('250 2.0.0 taken\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  return { port: (server.address() as net.AddressInfo).port, segments };
}

describe('bar 6: pipelining', () => {
  it('MAIL, RCPT and DATA come in one segment, and three replies in one packet are three replies', async () => {
    const host = await segmentHost();
    const connection = await open(host.port);
    for (let n = 0; n < 3; n++) expect((await connection.send(letter())).outcome).toBe('accepted');
    const envelopes = host.segments.filter((segment) => segment.startsWith('MAIL'));
    expect(envelopes).toEqual(Array(3).fill('MAIL FROM:<bounce-x@news.test>\r\nRCPT TO:<ada@reader.test>\r\nDATA\r\n'));
    connection.destroy();
  });

  it('nothing is pipelined where it is not offered: RCPT waits for the answer to MAIL', async () => {
    const host = await mailHost({ extensions: [], answer: (line) => (/^MAIL/.test(line) ? null : undefined) });
    const report = await (await open(host.port)).send(letter());
    expect(report).toMatchObject({ outcome: 'deferred', stage: 'mail' });
    expect(host.heard()).not.toContain('RCPT');
  });

  it.each([
    ['is refused with DATA', (line: string) => (line === 'DATA' ? '503 5.5.1 no valid recipients' : undefined)],
    ['is asked for the message all the same', () => undefined],
  ])('all recipients refused: the connection takes the next message when it %s', async (_, toData) => {
    let isRefused = false;
    const host = await mailHost({
      answer: (line) => {
        if (/^RCPT/.test(line)) isRefused = /gone/.test(line);
        if (/^RCPT.*gone/.test(line)) return '550 5.1.1 no such user';
        return isRefused ? toData(line) : undefined;
      },
    });
    const connection = await open(host.port);
    for (const to of ['gone1@reader.test', 'ada@reader.test', 'gone2@reader.test', 'eve@reader.test']) {
      const report = await connection.send(letter({ to }));
      expect(report.outcome).toBe(to.startsWith('gone') ? 'refused' : 'accepted');
    }
    expect(host.connections()).toBe(1);
  });
});
