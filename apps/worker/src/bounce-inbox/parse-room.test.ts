// The room mail is parsed in: poison is set aside alone, whatever it does to the thread.
import { parseReport } from '@doorstep/bounces';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.js';
import { deliveryReport } from '../testing/inbox-fixture.js';
import { createParseRoom, type ParseRoom, type ParseRoomOptions } from './parse-room.js';

const rooms: ParseRoom[] = [];
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});

function open(more: Partial<ParseRoomOptions> = {}): ParseRoom {
  const room = createParseRoom({ log: silentLog, messageMs: 1500, ...more });
  rooms.push(room);
  return room;
}

/** A parser that hangs at "hang", eats memory at "eat", ends at "end", and gives anything else back. */
const poisonable = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ raws }) => parentPort.postMessage(raws.map((raw) => {
    const text = Buffer.from(raw).toString();
    if (text === 'hang') for (;;);
    if (text === 'eat') { const kept = []; for (;;) kept.push(Array.from({ length: 1e5 }, (_, i) => ({ i }))); }
    if (text === 'end') process.exit(1);
    return text;
  })));
  parentPort.postMessage('ready');`)}`,
);
const mails = (...texts: string[]) => texts.map((text) => Buffer.from(text));

describe('the parse room', () => {
  it('gives the same reports as the parser itself, in order', async () => {
    const raws = ['a@one.example', 'b@two.example'].map((recipient) =>
      Buffer.from(deliveryReport({ to: 'bounce@back.example', recipient })),
    );
    expect(await open({ messageMs: 20_000 }).read(raws)).toEqual(raws.map((raw) => parseReport(raw)));
  });

  it('reads by own rules, and by others once they are changed', async () => {
    const rule = {
      ...{ slug: 'moved', version: 1, provider: null, stages: [], codes: [], enhancedCodes: [] },
      ...{ phrases: ['no such user here'], category: 'mailbox_full', scope: 'address', certainty: 'certain' },
      isPermanent: false,
    };
    let own = [rule] as unknown as ReturnType<NonNullable<ParseRoomOptions['ownRules']>>;
    const room = open({ messageMs: 20_000, ownRules: () => own });
    const raw = Buffer.from(deliveryReport({ to: 'bounce@back.example', recipient: 'a@one.example' }));
    const ruleId = async () => (await room.read([raw]))[0]?.recipients[0]?.classification.ruleId;
    expect(await ruleId()).toBe('own/moved@1');
    own = [];
    expect(await ruleId()).not.toMatch(/^own/);
  });

  it.each(['hang', 'eat', 'end'])('sets aside only the message that makes it %s, and goes on', async (poison) => {
    const room = open({ module: poisonable, heapMb: 64 });
    expect(await room.read(mails('1', '2', poison, '3'))).toEqual(['1', '2', null, '3']);
    expect(await room.read(mails('4'))).toEqual(['4']);
  });

  it('blames no message when the thread cannot be begun at all', async () => {
    const room = open({ module: new URL('data:text/javascript,throw new Error("broken")') });
    await expect(room.read(mails('1'))).rejects.toThrow(/could not be begun/);
  });

  it('answers calls that come at the same time one after the other', async () => {
    const room = open({ module: poisonable });
    const both = await Promise.all([room.read(mails('1', 'hang')), room.read(mails('2'))]);
    expect(both).toEqual([['1', null], ['2']]);
  });
});
