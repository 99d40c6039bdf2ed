// Behaviour of the kept IMAP connection: news within seconds, and an end that is told.
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningHoodiecrow, startHoodiecrow } from '../testing/hoodiecrow.js';
import type { MailboxSettings } from './mailbox.js';
import { watchMailbox } from './open-mailbox.js';

const servers: RunningHoodiecrow[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function start(plugins: string[]): Promise<{ server: RunningHoodiecrow; settings: MailboxSettings }> {
  const server = await startHoodiecrow(['Subject: old\r\n\r\n'], plugins);
  servers.push(server);
  const settings: MailboxSettings = {
    ...{ protocol: 'imap', host: '127.0.0.1', port: server.port, tls: 'none', folder: 'INBOX', timeoutMs: 3000 },
    ...{ username: 'testuser', password: 'testpass' },
  };
  return { server, settings };
}

async function begin(settings: MailboxSettings, onNews: () => void = () => undefined) {
  const opened = await watchMailbox(settings, onNews);
  if (opened.kind !== 'watching') throw new Error(opened.kind);
  return opened.watch;
}

describe('a watch over an IMAP mailbox', () => {
  it('tells at once that it looks, and again when mail comes', async () => {
    const { server, settings } = await start(['IDLE']);
    let news = 0;
    const watch = await begin(settings, () => news++);
    expect(news).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200)); // the IDLE is under way
    server.append('Subject: new\r\n\r\n');
    await expect.poll(() => news, { timeout: 3000 }).toBe(2);
    watch.close();
    expect(await watch.ended).toBe('stopped');
  });

  it('ends when the server goes away', async () => {
    const { server, settings } = await start(['IDLE']);
    const watch = await begin(settings);
    server.close();
    expect(await watch.ended).not.toBe('stopped');
  });

  it('ends at once when it is told to stop', async () => {
    const { settings } = await start(['IDLE']);
    const stop = new AbortController();
    const watch = await begin({ ...settings, signal: stop.signal });
    stop.abort();
    expect(await watch.ended).toBe('stopped');
  });

  it('is not kept where the server offers no IDLE', async () => {
    const { settings } = await start([]);
    expect(await watchMailbox(settings, () => undefined)).toEqual({ kind: 'no_idle' });
  });

  it('is a failure in words with a wrong password', async () => {
    const { settings } = await start(['IDLE']);
    const opened = await watchMailbox({ ...settings, password: 'wrong' }, () => undefined);
    expect(opened).toMatchObject({ kind: 'failed', step: 'sign_in' });
  });
});
