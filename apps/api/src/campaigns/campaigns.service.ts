// Steering a campaign: what may follow what, said in words when it may not; the worker is woken after each step.
import type { Config } from '@doorstep/config';
import { type CampaignChange, type CampaignContent, type CampaignSchedule, toAsciiDomain } from '@doorstep/contracts';
import { CampaignPaceStore, type CampaignRow, CampaignStore, SeriesStore, UpkeepStore } from '@doorstep/database';
import type { Producer } from '@doorstep/queues';
import { Inject, Injectable } from '@nestjs/common';
import { ContentService } from '../content/content.service.js';
import { CONFIG, PRODUCER } from '../http/dependencies.module.js';
import { fieldProblem, notFound, ProblemError, problem } from '../http/problem.js';
import { readLocalTime } from './local-time.js';
import { mustMove } from './must-move.js';
import { PreflightService } from './preflight.js';
import { TrialService } from './trial.js';

/** Waiting deliveries taken back within the request; the reconciler takes the rest, none can be claimed meanwhile. */
const CANCEL_AT_ONCE = 5000;

@Injectable()
export class CampaignService {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly preflight: PreflightService,
    private readonly trials: TrialService,
    private readonly upkeep: UpkeepStore,
    private readonly content: ContentService,
    private readonly accounts: CampaignPaceStore,
    private readonly series: SeriesStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  async one(id: string): Promise<CampaignRow> {
    const campaign = await this.campaigns.one(id);
    if (campaign === null) throw notFound('campaign');
    return campaign;
  }

  async add(content: CampaignContent, createdBy: string): Promise<CampaignRow> {
    const begun = await this.content.begun(content);
    return this.one(await this.campaigns.add({ ...begun, fromLocal: readLocalPart(content.fromLocal) }, createdBy));
  }

  /** @param unchangedSince `updatedAt` of what the change was made from: 412 when somebody else was faster */
  async change(id: string, change: CampaignChange, actor: string, unchangedSince?: Date): Promise<CampaignRow> {
    const hint = 'Pause it first when it waits for its time; once it is being sent its content is history.';
    const local = change.fromLocal === undefined ? {} : { fromLocal: readLocalPart(change.fromLocal) };
    const standing = await this.one(id);
    const changesContent = this.content.changesContent(change);
    const made = changesContent ? await this.content.compiled(standing, change) : {};
    if (changesContent) await this.content.keep(standing, change);
    const move = await this.campaigns.change(id, { ...change, ...local, ...made }, unchangedSince);
    if (move.kind === 'stays' && unchangedSince !== undefined) mustBeSame(await this.one(id), unchangedSince);
    mustMove(move, 'cannot be changed', hint);
    if (changesContent) await this.content.record(id, actor);
    return this.one(id);
  }

  async remove(id: string): Promise<void> {
    const series = await this.series.madeFrom(id);
    if (series !== null)
      throw problem('series_needs_it', 409, `The series “${series}” is made from this campaign. End the series first.`);
    mustMove(
      await this.campaigns.remove(id),
      'cannot be deleted',
      'Only drafts can: the rest is history of addresses.',
    );
  }

  async schedule(id: string, schedule: CampaignSchedule): Promise<CampaignRow> {
    const at = momentOf(schedule);
    if (at.getTime() <= Date.now())
      throw fieldProblem('localTime', 'in_the_past', 'This time has passed already. Choose a later one, or send now.');
    await this.mustBeReady({ ...(await this.editable(id)), eachAtLocalTime: schedule.eachAtLocalTime ?? false });
    const { localTime, timeZone, offset: _, eachAtLocalTime, pastZones = 'at_once', ...pace } = schedule;
    const each = eachAtLocalTime ? { localTime, pastZones } : null;
    const { sendHoldSeconds } = this.config;
    const move = await this.campaigns.schedule(id, at, timeZone, sendHoldSeconds, each, pace);
    mustMove(move, 'cannot be scheduled');
    return this.woken(id);
  }

  async sendNow(id: string): Promise<CampaignRow> {
    await this.mustBeReady({ ...(await this.editable(id)), eachAtLocalTime: false });
    mustMove(await this.campaigns.sendNow(id, this.config.sendHoldSeconds), 'cannot be sent');
    return this.woken(id);
  }

  /** One mail that a person asked for by a press of its own: checked as all are, and not held. */
  async sendAtOnce(id: string): Promise<CampaignRow> {
    await this.mustBeReady(await this.editable(id));
    mustMove(await this.campaigns.sendNow(id, 0), 'cannot be sent');
    return this.woken(id);
  }

  /** Back to what it was before it was started or scheduled. */
  async undo(id: string): Promise<CampaignRow> {
    const hint = 'Pause it to keep the rest from going out.';
    mustMove(await this.campaigns.undo(id), 'its start cannot be undone any more', hint);
    return this.one(id);
  }

  /** So many first tries an hour from now on, or as fast as mail servers take them. */
  async slow(id: string, ratePerHour: number | null): Promise<CampaignRow> {
    const hint =
      'Its speed can be changed until it is over, but not in the moments in which its audience is written down.';
    mustMove(await this.accounts.slow(id, ratePerHour), 'cannot be slowed now', hint);
    return this.woken(id);
  }

  /** Every first try that is still to come stands where it stood before the last change of pace. */
  async undoSlow(id: string): Promise<CampaignRow> {
    const hint = 'Only the last change of one under way can be, until the rest of a test is let go.';
    mustMove(await this.accounts.undoSlow(id), 'no change of its pace can be taken back', hint);
    return this.woken(id);
  }

  async pause(id: string): Promise<CampaignRow> {
    mustMove(await this.campaigns.pause(id), 'cannot be paused');
    return this.one(id);
  }

  async resume(id: string): Promise<CampaignRow> {
    const campaign = await this.one(id);
    // What was frozen goes on; what was stopped before may have been edited since.
    if (campaign.state === 'paused' && campaign.plannedAt === null) await this.mustBeReady(campaign);
    mustMove(await this.campaigns.resume(id, this.config.sendHoldSeconds), 'cannot be resumed');
    await this.accounts.paceAnew(id);
    return this.woken(id);
  }

  /** @returns whether it goes on; one that is not ready stays paused, and its page says why */
  async resumeIfReady(id: string): Promise<boolean> {
    try {
      await this.resume(id);
      return true;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    }
  }

  async cancel(id: string): Promise<CampaignRow> {
    mustMove(await this.campaigns.cancel(id), 'cannot be cancelled', 'A draft is deleted instead.');
    await this.upkeep.cancelWaiting(CANCEL_AT_ONCE);
    return this.one(id);
  }

  /** Says the state first: nobody mends a template only to hear that it was sent already. */
  private async editable(id: string): Promise<CampaignRow> {
    const campaign = await this.one(id);
    const isStopped = campaign.state === 'paused' && campaign.plannedAt === null;
    if (campaign.state !== 'draft' && campaign.state !== 'scheduled' && !isStopped)
      mustMove({ kind: 'stays', state: campaign.state }, 'cannot be sent again');
    return campaign;
  }

  /** First what can be read off the campaign, then what a real message of it shows. */
  private async mustBeReady(campaign: CampaignRow): Promise<void> {
    await this.preflight.mustPass(campaign);
    await this.trials.mustPass(campaign);
  }

  private async woken(id: string): Promise<CampaignRow> {
    await this.producer.add('campaign', { campaignId: id });
    return this.one(id);
  }
}

function mustBeSame({ updatedAt }: CampaignRow, known: Date): void {
  if (updatedAt.getTime() === known.getTime()) return;
  const words =
    'Somebody changed this campaign since you opened it. Load it again: what they wrote is among its versions.';
  throw problem('changed_elsewhere', 412, words);
}

/** A whole address pasted into the local part is cut at its @ when the rest is a domain. */
function readLocalPart(fromLocal: string): string {
  const [local = '', domain] = fromLocal.trim().split('@');
  return domain === undefined || toAsciiDomain(domain) === null ? fromLocal.trim() : local;
}

function momentOf(schedule: CampaignSchedule): Date {
  const read = readLocalTime(schedule);
  switch (read.kind) {
    case 'moment':
      return read.at;
    case 'unknown-zone':
      throw fieldProblem('timeZone', 'unknown_time_zone', 'Name a time zone such as Europe/Berlin.');
    case 'unknown-time':
      throw fieldProblem('localTime', 'unknown_time', 'There is no such day.');
    case 'skipped': {
      const words = `On that day clocks in ${schedule.timeZone} skip this time. The nearest ones are ${read.before} and ${read.after}.`;
      throw fieldProblem('localTime', 'time_does_not_exist', words);
    }
    case 'twice': {
      const words = `On that day clocks in ${schedule.timeZone} show this time twice. Say which one by its offset: ${read.offsets.join(' or ')}.`;
      throw fieldProblem('offset', 'time_exists_twice', words);
    }
    default:
      return read satisfies never;
  }
}
