// A page of messages is understood several at a time, those of one delivery in their order.
import type { Report } from '@doorstep/bounces';
import type { WaitingInbound } from '@doorstep/database';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, understandPage } from './understand-page.js';

const message = (id: string, envelopeTo: string | null = null): WaitingInbound => ({
  ...{ id, envelopeTo, mailboxId: null, raw: new Uint8Array(), receivedAt: new Date() },
});
const report = (...tokens: string[]) => ({ tokens }) as unknown as Report;
const soon = () => new Promise((resolve) => setTimeout(resolve, 2));

describe('understandPage', () => {
  it('settles so many at a time and no more, and counts them', async () => {
    let running = 0;
    let most = 0;
    const page = Array.from({ length: 40 }, (_, i) => message(`${i}`));
    const settled = await understandPage(page, [], async ({ id }) => {
      most = Math.max(most, ++running);
      await soon();
      running--;
      return Number(id) % 4 === 0 ? 'later' : 'settled';
    });
    expect([settled, most]).toEqual([30, AT_ONCE]);
  });

  it('keeps the order of what speaks of the same delivery', async () => {
    const path = `bounce-${'b'.repeat(43)}@back.example`;
    const page = [message('1'), message('2', path), message('3'), message('4'), message('5', path.toUpperCase())];
    const reports = [report('a', 'x'), report('y'), report('a'), report(), null];
    const seen: string[] = [];
    await understandPage(page, reports, async ({ id }) => {
      if (id === '1' || id === '2') await soon();
      seen.push(id);
      return 'settled';
    });
    expect(seen.indexOf('1')).toBeLessThan(seen.indexOf('3'));
    expect(seen.indexOf('2')).toBeLessThan(seen.indexOf('5'));
    expect(seen[0]).toBe('4');
  });

  it('tells the first failure once all that was begun has ended, and begins nothing after it', async () => {
    const page = Array.from({ length: 30 }, (_, i) => message(`${i}`));
    let running = 0;
    let begun = 0;
    const failing = understandPage(page, [], async ({ id }) => {
      begun++;
      running++;
      await soon();
      running--;
      if (id === '3') throw new Error('the database is away');
      return 'settled';
    });
    await expect(failing).rejects.toThrow('the database is away');
    expect(running).toBe(0);
    expect(begun).toBeLessThanOrEqual(2 * AT_ONCE);
  });
});
