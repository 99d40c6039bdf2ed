// Looking at a host without mail, over real sockets: which commands it hears, and which never.
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, type RawHost, type RawScript, rawHost } from '../testing/raw-host.js';
import { checkHost } from './check-host.js';

const quick = { connectMs: 2000, bannerMs: 800, ehloMs: 800, mailMs: 800, rcptMs: 800, quitMs: 100 };
const hosts: RawHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

async function look(script: RawScript, asked: { from: string; to: string } | null, allowPrivateMx = true) {
  const host = await rawHost(script);
  hosts.push(host);
  const answer = answerOf();
  const options = { answer, smtpPort: host.port, ehloName: 'mail.news.test', allowPrivateMx, timeouts: quick };
  const seen = await checkHost(options, { mxHost: answer.hosts[0]!.host, ip: '127.0.0.1' }, asked);
  const commands = host
    .heard()
    .split('\r\n')
    .map((line) => line.split(/[ :]/)[0])
    .filter((word) => word !== '');
  return { seen, commands, connections: host.connections() };
}

const ada = { from: 'bounce-x@news.test', to: 'ada@reader.test' };

describe('checkHost', () => {
  it('says EHLO and QUIT, and names nobody', async () => {
    const { seen, commands } = await look({}, null);
    expect(commands).toEqual(['EHLO', 'QUIT']);
    expect(seen).toMatchObject({ outcome: 'open', recipient: null, tls: 'none', certificate: null });
    expect(seen.steps.map(({ stage }) => stage)).toEqual(['connect', 'banner', 'ehlo']);
  });

  it.each<[string, string, object]>([
    ['a yes', '250 2.1.5 Ok', { outcome: 'accepted' }],
    ['a no', '550 5.1.1 unknown', { outcome: 'refused', stage: 'rcpt' }],
    ['a not now', '450 4.2.0 later', { outcome: 'deferred', stage: 'rcpt' }],
  ])('takes the question back after %s, without DATA', async (_, said, recipient) => {
    const answer = (line: string) => (line.startsWith('RCPT') ? said : undefined);
    const { seen, commands } = await look({ answer }, ada);
    expect(commands).toEqual(['EHLO', 'MAIL', 'RCPT', 'RSET', 'QUIT']);
    expect(seen).toMatchObject({ outcome: 'open', recipient: { ...recipient, reply: { text: said } } });
    expect(seen.steps.at(-1)).toMatchObject({ stage: 'rcpt', words: said });
  });

  it('tells a refusal to talk with the words of the host', async () => {
    const { seen } = await look({ banner: '554 5.7.1 blocked' }, ada);
    expect(seen).toMatchObject({ outcome: 'failed', stage: 'banner', reply: { text: '554 5.7.1 blocked' } });
  });

  it('puts nothing of another address than one on the wire', async () => {
    const { seen, commands } = await look({}, { from: '', to: 'ada@reader.test>\r\nDATA' });
    expect(commands).not.toContain('RCPT');
    expect(seen.recipient).toMatchObject({ outcome: 'refused', reply: null });
  });

  it('sends no packet to a private address', async () => {
    const { seen, connections } = await look({}, null, false);
    expect(connections).toBe(0);
    expect(seen).toMatchObject({
      outcome: 'failed',
      stage: 'connect',
      trouble: expect.stringMatching(/not connected/),
    });
  });
});
