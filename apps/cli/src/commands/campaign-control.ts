// doorstep campaign schedule, unschedule, pause, resume, stop: when a campaign goes, and that it does not.
import {
  instantsOf,
  isTimeZone,
  nearestTo,
  readTime,
  scheduleSentence,
  TIME_EXAMPLES,
  untilWords,
} from '@doorstep/contracts';
import {
  CampaignAudienceStore,
  CampaignPaceStore,
  type CampaignRow,
  CampaignStore,
  type Database,
  type Move,
  SettingStore,
  UpkeepStore,
} from '@doorstep/database';
import { type Arguments, readArguments, wholeNumber } from '../arguments.js';
import { recordAudit } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WEEK_MINUTES = 7 * 24 * 60;
/** Waiting deliveries taken back at once; the reconciler takes the rest, and none can be claimed meanwhile. */
const STOP_AT_ONCE = 5000;

export const schedule = (args: readonly string[]): Promise<number> => {
  const given = readArguments(args, ['at', 'zone', 'offset', 'spread', 'rate', 'each-local', 'missed']);
  const text = given.options.at;
  if (text === undefined) throw new UsageError(`Say when with --at: ${TIME_EXAMPLES}.`);
  const pace = paceOf(given);
  return withCampaign(given, async (database, campaign, holdSeconds) => {
    const zone = given.options.zone ?? (await new SettingStore(database).timeZone());
    if (zone === null) throw new UsageError('Name the time zone with --zone, as in --zone Europe/Berlin.');
    if (!isTimeZone(zone))
      throw new UsageError(`“${zone}” is no time zone; they are called Europe/Berlin and the like.`);
    const { at, localTime, timeZone } = momentOf(text, zone, given.options.offset);
    await mustReachSomebody(database, campaign);
    const each = given.options['each-local'] === 'yes' ? ({ localTime, pastZones: 'at_once' } as const) : null;
    mustMove(
      await new CampaignStore(database).schedule(campaign.id, at, timeZone, holdSeconds, each, pace),
      'be scheduled',
    );
    await noted(database, campaign, 'schedule', { localTime, timeZone });
    const sentence = scheduleSentence(at, timeZone);
    return `“${campaign.name}” goes on ${sentence}, ${untilWords(at, new Date())}. Its content and keys are checked again when it begins.`;
  });
};

export const unschedule = (args: readonly string[]): Promise<number> =>
  withCampaign(readArguments(args, []), async (database, campaign) => {
    if (campaign.state !== 'scheduled')
      throw new UsageError(`“${campaign.name}” is not scheduled, it is ${campaign.state}.`);
    const campaigns = new CampaignStore(database);
    await campaigns.undo(campaign.id);
    // A schedule that replaced another goes back to that one: it is stopped, too.
    if ((await campaigns.summary(campaign.id))?.state === 'scheduled') await campaigns.pause(campaign.id);
    await noted(database, campaign, 'undo', {});
    return `“${campaign.name}” is not scheduled any more, and nobody was mailed.`;
  });

export const pause = (args: readonly string[]): Promise<number> =>
  withCampaign(readArguments(args, []), async (database, campaign) => {
    mustMove(await new CampaignStore(database).pause(campaign.id), 'be paused');
    await noted(database, campaign, 'pause', {});
    return `“${campaign.name}” is paused. ${await gotIt(database, campaign)}`;
  });

export const resume = (args: readonly string[]): Promise<number> =>
  withCampaign(readArguments(args, []), async (database, campaign, holdSeconds) => {
    mustMove(await new CampaignStore(database).resume(campaign.id, holdSeconds), 'be resumed');
    await new CampaignPaceStore(database).paceAnew(campaign.id);
    await noted(database, campaign, 'resume', {});
    return `“${campaign.name}” goes on.`;
  });

export const stop = (args: readonly string[]): Promise<number> =>
  withCampaign(readArguments(args, []), async (database, campaign, _, timeScale) => {
    mustMove(await new CampaignStore(database).cancel(campaign.id), 'be stopped');
    await new UpkeepStore(database, timeScale).cancelWaiting(STOP_AT_ONCE);
    await noted(database, campaign, 'cancel', {});
    return `“${campaign.name}” is stopped for good. ${await gotIt(database, campaign)}`;
  });

function withCampaign(
  given: Arguments,
  work: (database: Database, campaign: CampaignRow, holdSeconds: number, timeScale: number) => Promise<string>,
): Promise<number> {
  const [id, more] = given.words;
  if (id === undefined || more !== undefined)
    throw new UsageError('Name one campaign by its id; its page has it in the address.');
  return withDatabase(async (database, config) => {
    const campaign = UUID.test(id) ? await new CampaignStore(database).summary(id) : null;
    if (campaign === null) throw new UsageError(`There is no campaign ${id}.`);
    process.stdout.write(`${await work(database, campaign, config.sendHoldSeconds, config.timeScale)}\n`);
    return 0;
  });
}

function momentOf(text: string, zone: string, offset: string | undefined) {
  const read = readTime(text, zone, new Date());
  if (read.kind === 'not_understood') throw new UsageError(`${read.words} Understood are ${TIME_EXAMPLES}.`);
  const { localTime, timeZone } = read;
  const instants = instantsOf(localTime, timeZone);
  if (instants.length === 0)
    throw new UsageError(
      `Clocks in ${timeZone} skip ${localTime}. The nearest times are ${nearestTo(localTime, timeZone).join(' and ')}.`,
    );
  const wanted = read.offset ?? offset;
  const meant = instants.length === 1 ? instants[0] : instants.find((instant) => instant.offset === wanted);
  if (meant === undefined)
    throw new UsageError(
      `Clocks in ${timeZone} show ${localTime} twice. Say which one: ${instants.map((one) => `--offset ${one.offset}`).join(' or ')}.`,
    );
  if (meant.at <= new Date()) throw new UsageError(`${scheduleSentence(meant.at, timeZone)} is in the past.`);
  return { at: meant.at, localTime, timeZone };
}

function paceOf({ options }: Arguments) {
  const { spread, rate, missed } = options;
  const span = spread === undefined ? undefined : /^(\d{1,5})(h|min)$/.exec(spread);
  if (span === null) throw new UsageError('--spread is a number of hours or minutes, as in 4h or 90min.');
  const spreadMinutes = span === undefined ? undefined : Number(span[1]) * (span[2] === 'h' ? 60 : 1);
  if (spreadMinutes !== undefined && spreadMinutes > WEEK_MINUTES) throw new UsageError('--spread is a week at most.');
  if (missed !== undefined && missed !== 'send' && missed !== 'ask') throw new UsageError('--missed is send or ask.');
  return {
    spreadMinutes,
    ratePerHour: rate === undefined ? undefined : wholeNumber(rate, '--rate', 10_000_000),
    missedPolicy: missed,
  } as const;
}

/** What would keep it from reaching anybody is told now, not when its time has come. */
async function mustReachSomebody(database: Database, campaign: CampaignRow): Promise<void> {
  if (campaign.sendingDomainId === null || campaign.fromAddress === null)
    throw new UsageError(`“${campaign.name}” has no sender. Choose one on its page.`);
  if (campaign.subject.trim() === '') throw new UsageError(`“${campaign.name}” has no subject.`);
  const counts = await new CampaignAudienceStore(database).counts(campaign.id);
  if ((counts?.willGetIt ?? 0) === 0)
    throw new UsageError(`Nobody would get “${campaign.name}”. Choose a list with people on it.`);
}

async function gotIt(database: Database, { id }: CampaignRow): Promise<string> {
  const account = await new CampaignPaceStore(database).account(id);
  if (account === null || account.audience === null) return 'Nobody was mailed.';
  const { handedOver, onTheWire } = account;
  const wire = onTheWire === 0 ? '' : ` ${onTheWire} on an open connection still end.`;
  return `${handedOver} of ${account.audience} people got it.${wire}`;
}

function mustMove(move: Move, what: string): void {
  if (move.kind === 'stays') throw new UsageError(`The campaign is ${move.state} and cannot ${what}.`);
  if (move.kind === 'missing') throw new UsageError('There is no such campaign any more.');
}

const noted = (database: Database, { id, name }: CampaignRow, action: string, detail: Record<string, unknown>) =>
  recordAudit(database, `campaigns.${action}`, { kind: 'campaigns', id }, { name, ...detail });
