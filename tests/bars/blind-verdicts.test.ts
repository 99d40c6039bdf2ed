// The blind check: what is wrong is arranged at real sockets, Doorstep sees only what comes back, and must say it.
import type { Verdict } from '@doorstep/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlindWorld, blindWorld } from './blind/blind-world.js';
import { mixtures } from './blind/mixtures.js';
import { mixturesOfMany } from './blind/mixtures-of-many.js';
import { ofKnownProviders } from './blind/of-known-providers.js';
import { ofMailSystems } from './blind/of-mail-systems.js';
import { ofOurs } from './blind/of-ours.js';
import { ofTheReader } from './blind/of-the-reader.js';
import { ofTheirServer } from './blind/of-their-server.js';
import type { Scenario } from './blind/scenario.js';

const scenarios = [
  ...[...ofTheReader, ...ofTheirServer, ...ofOurs, ...mixtures],
  ...[...ofKnownProviders, ...ofMailSystems, ...mixturesOfMany],
];
/** 28 of 30, for as many as there are. */
const LEAST_RIGHT = Math.ceil((scenarios.length * 28) / 30);

/** Campaigns that one worker carries beside each other without one of them waiting long. */
const AT_ONCE = 50;

interface Judged {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly isRight: boolean;
}

let world: BlindWorld;
beforeAll(async () => {
  world = await blindWorld();
});
afterAll(() => world?.close());

function judge(scenario: Scenario, verdict: Verdict): Judged {
  const named = [verdict.cause, verdict.underlying];
  const words = [verdict.headline, verdict.why, ...verdict.whatToDo, ...verdict.whatWillNotHelp].join('\n');
  const isRight =
    scenario.causes.some((cause) => named.includes(cause)) &&
    verdict.side === scenario.side &&
    (scenario.says?.test(words) ?? true);
  return { scenario, verdict, isRight };
}

const told = ({ scenario, verdict }: Judged) =>
  `${scenario.name}: wanted ${scenario.causes.join(' or ')} (${scenario.side}), got ${verdict.cause}/${verdict.underlying} (${verdict.side}, ${verdict.certainty}): ${verdict.headline} ${verdict.why}`;

describe('the blind check', () => {
  it(`finds the cause and whose side it is in ${LEAST_RIGHT} of ${scenarios.length}, and is never certain of a wrong one`, async () => {
    const judged: Judged[] = [];
    const waiting = [...scenarios];
    const playOn = async () => {
      for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift())
        judged.push(judge(scenario, (await world.play(scenario)).verdict));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, playOn));
    expect(judged).toHaveLength(scenarios.length);
    const wrong = judged.filter(({ isRight }) => !isRight);
    expect(wrong.filter(({ verdict }) => verdict.certainty === 'certain').map(told)).toEqual([]);
    expect(judged.length - wrong.length, wrong.map(told).join('\n')).toBeGreaterThanOrEqual(LEAST_RIGHT);
  });
});
