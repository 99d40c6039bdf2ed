// The order in which late returns arrive changes nothing of the end; what is not of the address costs nobody anything.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { SuppressionUpkeepStore } from './suppression-upkeep.store.js';
import { type Letters, lettersFixture } from './testing/letters-fixture.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let upkeep: SuppressionUpkeepStore;
let letters: Letters;

beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  upkeep = new SuppressionUpkeepStore(fixture.database);
  letters = await lettersFixture(fixture);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

describe('the order in which late returns arrive', () => {
  type Fate = 'stays' | 'soft' | 'hard' | 'complained' | 'none' | 'noted';
  const fates = fc.array(
    fc.constantFrom<Fate>('stays', 'soft', 'soft', 'soft', 'soft', 'hard', 'complained', 'none', 'noted'),
    {
      minLength: 1,
      maxLength: 9,
    },
  );
  /** Letters are accepted in the order of their days; each return comes after some later letter. */
  async function play(fatesOf: readonly Fate[], delays: readonly number[]): Promise<string> {
    const addressId = await letters.newAddress();
    const ids: string[] = [];
    for (let at = 0; at < fatesOf.length * 2; at++) {
      if (at < fatesOf.length) ids.push(await letters.accept(addressId, at));
      for (const [letter, fate] of fatesOf.entries())
        if (fate !== 'stays' && letter + delays[letter]! === at) await letters.giveBack(addressId, ids[letter]!, fate);
      if (at % 3 === 0) await upkeep.easeAccepted(100);
    }
    await upkeep.easeAccepted(100);
    return addressId;
  }

  it('changes nothing of the end; a complaint and a dead mailbox always stop, what is not hers never does', async () => {
    const delays = fc.array(fc.nat(8), { minLength: 9, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(fates, delays, async (fatesOf, given) => {
        const late = await letters.standing(
          await play(
            fatesOf,
            given.map((delay) => delay % fatesOf.length),
          ),
        );
        const atOnce = await letters.standing(
          await play(
            fatesOf,
            given.map(() => 0),
          ),
        );
        expect(late).toEqual(atOnce);
        expect(late.causes.includes('complaint')).toBe(fatesOf.includes('complained'));
        expect(late.causes.includes('hard_bounce')).toBe(fatesOf.includes('hard'));
        if (fatesOf.every((fate) => fate === 'none' || fate === 'noted' || fate === 'stays'))
          expect(late.causes).toEqual([]);
      }),
      {
        numRuns: 100,
        // Found once: what is only noted takes away the accept that had made a streak forgotten.
        examples: [
          [
            ['soft', 'soft', 'soft', 'soft', 'noted', 'noted', 'soft'],
            [0, 0, 0, 0, 0, 2, 0, 0, 0],
          ],
        ],
      },
    );
  }, 120_000);
});
