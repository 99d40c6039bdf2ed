// One seed: a campaign during which faults drawn from the seed happen, and the verdict once everything has settled.
import { pause, until } from '../../scripts/wait.mjs';
import { startCampaign, writeCampaign } from './campaign.js';
import { judge, type Verdict } from './check.js';
import { FAULTS, type Fault } from './faults.js';
import { type Random, randomOf } from './random.js';
import { startWorld, type World } from './world.js';

export interface SeedOptions {
  readonly seed: number;
  readonly recipients: number;
  /** How many faults; they never overlap but by what they leave behind. */
  readonly faults: number;
  /** Only these kinds. */
  readonly only?: readonly string[];
  readonly workers?: number;
  readonly replyMs?: number;
  readonly say: (line: string) => void;
}

export interface SeedResult extends Verdict {
  readonly seed: number;
  readonly drainSeconds: number;
  readonly seconds: number;
  /** What the services printed, for whoever looks into a failure. */
  readonly lines: readonly string[];
}

/** Everything must have settled so long after the last fault: an undisturbed campaign of 2,400 takes 30 s of it by itself, and twice as long once trouble has halved the connections of every site. */
const DRAIN_SECONDS = 60;
/** And the verdict of a run that does not drain is given after this. */
const PATIENCE_SECONDS = 90;
/** A plan that is not frozen yet counts as open: its deliveries are still to come. */
const OPEN = `SELECT (SELECT count(*)::int FROM delivery WHERE campaign_id = $1 AND state IN ('planned', 'due', 'sending', 'deferred'))
  + (SELECT count(*)::int FROM campaign WHERE id = $1 AND planned_at IS NULL) AS n`;
/** Most seeds wait for the first message; the others disturb the planning. */
const DISTURBS_PLANNING = 0.25;

export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const { seed, recipients, say } = options;
  const random = randomOf(seed);
  const beganAt = performance.now();
  const plan = draw(random, options);
  say(`seed ${seed}: ${recipients} recipients; ${plan.map(({ name }) => name).join(', ')}`);
  const world = await startWorld({ workers: options.workers ?? 2, replyMs: options.replyMs ?? 120 });
  try {
    const campaign = await writeCampaign(world, recipients);
    const startedAt = performance.now();
    await startCampaign(world, campaign.id, random.next() < 0.3);
    if (randomOf(-seed).next() >= DISTURBS_PLANNING)
      await until('the first is accepted', 60_000, () => world.sinkLines().length > 0, 50);
    const since = () => ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
    const { allowed, failed } = await inflictAll(world, plan, random, (line) => say(`  ${since()} s  ${line}`));
    const lastAt = performance.now();
    const open = () => openOf(world, campaign.id);
    await until('drained', PATIENCE_SECONDS * 1000, async () => (await open()) === 0, 200).catch(() => undefined);
    const drainSeconds = (performance.now() - lastAt) / 1000;
    // Results of attempts that were judged meanwhile may still be on their way.
    await pause(1000);
    const verdict = await judge(world, campaign, allowed);
    const late = drainSeconds > DRAIN_SECONDS ? [`not drained ${Math.round(drainSeconds)} s after the last fault`] : [];
    return {
      ...verdict,
      ...{ seed, drainSeconds, lines: [...world.lines] },
      faults: [...failed, ...late, ...verdict.faults, ...bugsIn(world.lines)],
      seconds: (performance.now() - beganAt) / 1000,
    };
  } finally {
    await world.stop();
  }
}

function draw(random: Random, { faults, only }: SeedOptions): Fault[] {
  const kinds = only ? FAULTS.filter(({ name }) => only.includes(name)) : FAULTS;
  if (kinds.length === 0)
    throw new Error(`There is no such fault. There are: ${FAULTS.map(({ name }) => name).join(', ')}`);
  const drawn: Fault[] = [];
  while (drawn.length < faults) {
    const fault = random.pick(kinds);
    // The same one twice in a row only when there is no other.
    if (kinds.length > 1 && drawn.at(-1) === fault) continue;
    drawn.push(fault);
  }
  return drawn;
}

async function inflictAll(world: World, plan: readonly Fault[], random: Random, say: (line: string) => void) {
  let allowed = 0;
  const failed: string[] = [];
  const allow = (messages: number) => {
    allowed += messages;
  };
  for (const fault of plan) {
    await pause(500 + random.below(2000));
    try {
      say(await fault.inflict({ world, random, allow }));
    } catch (error) {
      failed.push(`${fault.name} could not be inflicted: ${(error as Error).message}`);
      say(failed.at(-1)!);
    }
  }
  return { allowed, failed };
}

async function openOf({ query }: World, campaignId: string): Promise<number> {
  const [row] = await query<{ n: number }>(OPEN, [campaignId]).catch(() => []);
  return row?.n ?? Number.POSITIVE_INFINITY;
}

/** A step that failed for another reason than a database that is away, or a service that gave up by itself. */
function bugsIn(lines: readonly string[]): string[] {
  const bugs = lines.filter((line) =>
    /\bfatal:|The step ".*" failed|A bug:|ended unexpectedly \(code [1-9]/.test(line),
  );
  return bugs.length === 0 ? [] : [`${bugs.length} lines speak of bugs: ${bugs.slice(0, 3).join(' | ').slice(0, 600)}`];
}
