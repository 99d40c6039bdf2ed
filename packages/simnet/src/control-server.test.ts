// The control API over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimnet } from './simnet.js';
import type { Simnet } from './simnet-face.js';
import { send } from './testing/talk.js';

let simnet: Simnet;

beforeAll(async () => {
  simnet = await startSimnet({ startControl: true });
});
afterAll(() => simnet.close());

async function call(path: string, body?: object): Promise<{ status: number; answer: unknown }> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const answer = await fetch(`${simnet.controlUrl}${path}`, init);
  return { status: answer.status, answer: await answer.json() };
}

describe('the control API', () => {
  it('gives a domain a behaviour that counts at once, and changes it later', async () => {
    await call('/behaviours', { domain: 'Shop.test', behaviour: { like: 'out-of-order' } });
    expect((await send(simnet, { to: 'a@shop.test' })).reply).toMatch(/^451 4\.3\.0/);
    await call('/behaviours', {
      domain: 'shop.test',
      behaviour: { rcpt: { code: 450, lines: ['4.2.1 once'], times: 1 } },
    });
    expect((await send(simnet, { to: 'a@shop.test' })).reply).toBe('450 4.2.1 once');
    expect((await send(simnet, { to: 'a@shop.test' })).isAccepted).toBe(true);
    await call('/behaviours', { domain: 'shop.test', behaviour: { dns: 'null-mx' } });
    await expect(send(simnet, { to: 'a@shop.test' })).rejects.toThrow();
  });

  it('tells what the hosts recorded', async () => {
    await send(simnet, { to: 'ann@googlish.example' });
    await send(simnet, { to: 'gone@googlish.example' });
    expect((await call('/received?summary=true&domain=googlish.example')).answer).toEqual({
      'ann@googlish.example': 1,
    });
    expect((await call('/received?recipient=ann@googlish.example')).answer).toMatchObject([
      { mailFrom: 'return@news.example' },
    ]);
    expect((await call('/summary')).answer).toMatchObject({ 'gone@googlish.example': { refused: 1, accepted: 0 } });
    expect((await call('/events?kind=refused&domain=googlish.example')).answer).toHaveLength(1);
    await call('/reset', {});
    expect((await call('/summary')).answer).toEqual({});
  });

  it('sets the clock forward, takes records and mail, and lists people', async () => {
    const before = (await call('/clock')).answer as { now: string };
    const after = (await call('/clock/advance', { seconds: 3600 })).answer as { now: string };
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3_600_000);
    expect((await call('/records', { records: [{ name: 'a.test', type: 'A', data: '127.0.0.5' }] })).status).toBe(200);
    expect((await call('/mailbox', { raw: 'Subject: x\n\n' })).status).toBe(200);
    expect((await call('/people?count=12')).answer).toHaveLength(12);
  });

  it('names what is wrong with a request', async () => {
    expect(await call('/nothing')).toMatchObject({ status: 404 });
    expect(await call('/records', { records: [{ name: 'a.test', type: 'A', data: 'x' }] })).toMatchObject({
      status: 400,
    });
    expect(await call('/behaviours', { domain: 'x.test', behaviour: { like: 'nobody-knows' } })).toMatchObject({
      status: 400,
    });
    const answer = { code: 50, lines: ['x'] };
    for (const behaviour of [{ rcpt: answer }, { rctp: {} }, { tls: 'best' }, { later: [{}] }, { delayMs: -1 }])
      expect(await call('/behaviours', { domain: 'x.test', behaviour })).toMatchObject({ status: 400 });
    expect(await call('/clock/advance', { seconds: -1 })).toMatchObject({ status: 400 });
    const broken = await fetch(`${simnet.controlUrl}/records`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });
});
