// A campaign begins only while each key that signs can be looked up.
import type { DkimKeyRow } from '@doorstep/database';
import type { Resolver } from '@doorstep/dns-checks';
import { describe, expect, it } from 'vitest';
import { createKeyGuard } from './key-guard.js';

const key = (changes: Partial<DkimKeyRow> = {}): DkimKeyRow => ({
  ...{ id: 'k', selector: 'd1', algorithm: 'rsa-sha256', publicKey: 'QUJD', state: 'active', createdAt: new Date() },
  ...{ activatedAt: null, replacedAt: null, keepUntil: null, views: null, viewedAt: null, seenAt: null },
  ...changes,
});
const notThere = Object.assign(new Error('not there'), { code: 'ENOTFOUND' });
const noAnswer = Object.assign(new Error('servfail'), { code: 'ESERVFAIL' });

function guardOver(keys: DkimKeyRow[], answer: string | Error, mode: 'live' | 'sandbox' = 'live') {
  const state = { at: 0, asked: 0, answer };
  const resolver: Resolver = async () => {
    state.asked++;
    if (state.answer instanceof Error) throw state.answer;
    return [[state.answer]];
  };
  const rotation = { id: 'd', domain: 'news.example', switchAt: null, trouble: null, troubleSince: null, keys };
  const guard = createKeyGuard({
    keys: { rotationOfCampaign: async () => rotation },
    ...{ resolver, mode, now: () => state.at },
  });
  return { state, ask: () => guard.mayBegin('c') };
}

describe('createKeyGuard', () => {
  it('lets a campaign begin whose key stands in DNS', async () => {
    expect(await guardOver([key()], 'v=DKIM1; k=rsa; p=QUJD').ask()).toEqual({ kind: 'yes' });
  });

  it.each<[string, string | Error]>([
    ['is gone', notThere],
    ['holds another key', 'v=DKIM1; k=rsa; p=WFla'],
    ['was withdrawn', 'v=DKIM1; p='],
  ])('stops one whose record %s, with the way out', async (_, answer) => {
    const said = await guardOver([key()], answer).ask();
    expect(said).toMatchObject({ kind: 'no', words: expect.stringContaining('then resume the campaign') });
  });

  it('stops one of whose two keys one cannot be looked up', async () => {
    const keys = [key(), key({ selector: 'e1', algorithm: 'ed25519-sha256' })];
    expect(await guardOver(keys, 'v=DKIM1; k=rsa; p=QUJD').ask()).toMatchObject({ kind: 'no' });
  });

  it('does not look at keys that are next or rest', async () => {
    const { ask, state } = guardOver([key({ state: 'next' }), key({ state: 'resting' })], notThere);
    expect(await ask()).toEqual({ kind: 'yes' });
    expect(state.asked).toBe(0);
  });

  it('waits while DNS gives no answer, asks again every ten seconds, and tells a person after 15 minutes', async () => {
    const { ask, state } = guardOver([key()], noAnswer);
    expect(await ask()).toEqual({ kind: 'wait' });
    state.at = 9_000;
    expect(await ask()).toEqual({ kind: 'wait' });
    expect(state.asked).toBe(1);
    for (state.at = 10_000; state.at < 15 * 60_000; state.at += 10_000) expect(await ask()).toEqual({ kind: 'wait' });
    expect(await ask()).toMatchObject({ kind: 'no', words: expect.stringContaining('Resume it once DNS answers') });
    state.answer = 'v=DKIM1; k=rsa; p=QUJD';
    expect(await ask()).toEqual({ kind: 'yes' });
  });

  it('in the sandbox looks only for records that were seen before', async () => {
    expect(await guardOver([key()], notThere, 'sandbox').ask()).toEqual({ kind: 'yes' });
    expect(await guardOver([key({ seenAt: new Date() })], notThere, 'sandbox').ask()).toMatchObject({ kind: 'no' });
  });
});
