// Variants of a campaign over HTTP: written with it, chosen by a person, and what came of each.
import type { Config } from '@doorstep/config';
import type { AbReport, CampaignVariants, NewAbTest, NewVariant, VariantResult } from '@doorstep/contracts';
import { variantLetter } from '@doorstep/contracts';
import {
  type AbStanding,
  type AbTermsRow,
  AbTestStore,
  CampaignAudienceStore,
  type CampaignRow,
  CampaignStore,
  CampaignVersionStore,
  type KeptTest,
  type Move,
  type StoredVariant,
} from '@doorstep/database';
import { chanceInWords, judgeVariants } from '@doorstep/diagnosis';
import { compileContent } from '@doorstep/message';
import type { Producer } from '@doorstep/queues';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, PRODUCER } from '../http/dependencies.module.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { mustMove } from './must-move.js';
import { variantsOf } from './variants.js';

/** The report with its times as Dates. */
type Told = Omit<AbReport, 'decideAt' | 'deadlineAt' | 'decidedAt' | 'restFrom'> & {
  readonly [Key in 'decideAt' | 'deadlineAt' | 'decidedAt' | 'restFrom']: Date | null;
};

const HOUR_MS = 3_600_000;

@Injectable()
export class VariantService {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly tests: AbTestStore,
    private readonly audiences: CampaignAudienceStore,
    private readonly versions: CampaignVersionStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PRODUCER) private readonly producer: Producer,
  ) {}

  async written(id: string): Promise<CampaignVariants> {
    await this.mustBeThere(id);
    const [variants, standing, audience] = await Promise.all([
      this.tests.variants(id),
      this.tests.standing(id),
      this.audiences.counts(id),
    ]);
    if (standing === null) return { variants: variants.map(onWire), terms: null, groupPeople: null, chance: null };
    const { samplePercent, winnerBy, decideAfterHours, deadlineHours, ifUnclear } = standing;
    const people = audience?.willGetIt ?? 0;
    const groupPeople = Math.floor((people * samplePercent) / 100 / (variants.length + 1));
    return {
      variants: variants.map(onWire),
      terms: { samplePercent, winnerBy, decideAfterHours, deadlineHours, ifUnclear },
      groupPeople,
      chance: chanceInWords(groupPeople, winnerBy === 'clicks' ? 'clicks' : 'opens'),
    };
  }

  /** Takes the place of all variants there were, which stay in the version before. */
  async write(id: string, test: NewAbTest, actor: string): Promise<CampaignVariants> {
    const campaign = await this.mustBeThere(id);
    mustBeDecidable(test, campaign);
    const variants = await Promise.all(test.variants.map((variant, at) => stored(variant, at + 1)));
    await this.rewritten(id, actor, () => this.tests.write(id, test, variants));
    return this.written(id);
  }

  async remove(id: string, actor: string): Promise<void> {
    await this.rewritten(id, actor, () => this.tests.remove(id));
  }

  /** Before a version is brought back: a test that could not be decided as the campaign counts now is not written. */
  async mustBeRestorable(id: string, test: KeptTest | null): Promise<void> {
    const campaign = await this.mustBeThere(id);
    if (test?.terms) mustBeDecidable(test.terms, campaign);
  }

  /** The variants of a version, after its content; one that says nothing of them leaves them alone. */
  async restore(id: string, test: KeptTest | null, actor: string): Promise<void> {
    if (test === null) return;
    const { terms, variants } = test;
    await this.rewritten(id, actor, () =>
      terms === null ? this.tests.remove(id) : this.tests.write(id, terms, variants),
    );
  }

  private async rewritten(id: string, actor: string, write: () => Promise<Move>): Promise<void> {
    await this.versions.keep(id, false);
    mustMove(await write(), 'cannot be changed', CHANGE_HINT);
    await this.versions.record(id, actor);
  }

  async choose(id: string, variant: number, actor: string): Promise<Told> {
    await this.mustBeThere(id);
    const answer = await this.tests.choose(id, variant, actor, this.config.sendHoldSeconds);
    switch (answer) {
      case 'chosen':
        await this.producer.add('campaign', { campaignId: id });
        return this.mustTell(id);
      case 'no_variant':
        throw fieldProblem('variant', 'not_here', `Variant ${variantLetter(variant)} is not tried in this campaign.`);
      case 'not_sending':
        throw problem(
          'test_not_running',
          409,
          'A variant is chosen once the campaign goes out, while others wait for it.',
        );
      case 'decided':
        throw problem(
          'variant_chosen',
          409,
          'The rest gets a variant already, or there is nobody left who waits for one.',
        );
      default:
        return answer satisfies never;
    }
  }

  /** Back to what stood before somebody chose; not once the first of the rest may go. */
  async undo(id: string): Promise<Told> {
    await this.mustBeThere(id);
    if (!(await this.tests.undoChoice(id))) {
      const words =
        'There is no choice to undo: the rest has begun, or nobody chose. Pause the campaign to keep others from getting it.';
      throw problem('choice_not_undoable', 409, words);
    }
    return this.mustTell(id);
  }

  /** null unless variants are tried. */
  async told(campaign: CampaignRow): Promise<Told | null> {
    const standing = await this.tests.standing(campaign.id);
    if (standing === null) return null;
    const [variants, evidence, events] = await Promise.all([
      this.tests.variants(campaign.id),
      this.tests.evidence(campaign.id),
      this.tests.events(campaign.id),
    ]);
    const { tracking } = campaign;
    const eventsOf = (number: number, kind: 'open' | 'click') =>
      tracking === 'off' ? null : (events.find((one) => one.number === number && one.kind === kind)?.events ?? 0);
    const results = variantsOf(campaign, variants).map(({ number, campaign: { subject, fromName } }): VariantResult => {
      const {
        peopleOpened = 0,
        peopleClicked = 0,
        ...counts
      } = evidence.find((one) => one.number === number) ?? NOBODY;
      return {
        ...counts,
        ...{ number, subject, fromName },
        hasOwnContent: variants.some((one) => one.number === number && one.contentKind !== null),
        peopleOpened: tracking === 'person' ? peopleOpened : null,
        peopleClicked: tracking === 'person' ? peopleClicked : null,
        opens: eventsOf(number, 'open'),
        clicks: eventsOf(number, 'click'),
      };
    });
    const { samplePercent, winnerBy, decideAfterHours, deadlineHours, ifUnclear } = standing;
    const { winner, decidedAt, decidedBy, restFrom, restWaiting, canUndo, plannedAt } = standing;
    const after = (hours: number) =>
      plannedAt === null ? null : new Date(plannedAt.getTime() + (hours * HOUR_MS) / this.config.timeScale);
    const stage = stageOf(campaign, standing);
    return {
      ...{ samplePercent, winnerBy, decideAfterHours, deadlineHours, ifUnclear, variants: results, stage },
      words: inWords(stage, results, winnerBy === 'clicks' ? 'clicks' : 'opens'),
      decideAt: after(decideAfterHours),
      deadlineAt: after(deadlineHours),
      ...{ restWaiting, winner, decidedAt, decidedBy, restFrom, canUndo },
      reason: reasonOf(standing),
    };
  }

  private async mustTell(id: string): Promise<Told> {
    const told = await this.told(await this.mustBeThere(id));
    if (told === null) throw notFound('test of variants');
    return told;
  }

  private async mustBeThere(id: string): Promise<CampaignRow> {
    const campaign = await this.campaigns.summary(id);
    if (campaign === null) throw notFound('campaign');
    return campaign;
  }
}

const CHANGE_HINT =
  'Pause it first when it waits for its time; once its audience is written down, the variants are history.';

const NOBODY = { people: 0, gotIt: 0, notTried: 0, missed: 0, complained: 0, peopleOpened: 0, peopleClicked: 0 };

function mustBeDecidable(
  { winnerBy, ifUnclear, decideAfterHours, deadlineHours }: AbTermsRow,
  campaign: CampaignRow,
): void {
  if (campaign.audienceKind === 'people') {
    const words =
      'This campaign sends another one again: everybody gets the variant she was to get, and nothing is tried.';
    throw problem('sent_again', 409, words);
  }
  if (deadlineHours < decideAfterHours)
    throw fieldProblem('deadlineHours', 'before_decision', 'The deadline comes no earlier than the decision.');
  if (winnerBy === 'hand' && ifUnclear === 'leader') {
    const words = 'By hand nobody is in front by a number. Choose A, or to be asked, for when nobody chose in time.';
    throw fieldProblem('ifUnclear', 'by_hand', words);
  }
  if (winnerBy === 'hand' || campaign.tracking === 'person') return;
  const counted =
    campaign.tracking === 'off'
      ? 'This campaign counts neither opens nor clicks'
      : 'This campaign counts without names, so one reader may count many times';
  throw fieldProblem(
    'winnerBy',
    'not_counted',
    `${counted}. Choose the winner by hand, or let it count per person first.`,
  );
}

/** @throws ProblemError 422 with the line when its content cannot be compiled */
async function stored({ subject, fromName, previewText, content }: NewVariant, number: number): Promise<StoredVariant> {
  const named = { number, subject, fromName, previewText };
  if (content === null) return { ...named, contentKind: null, contentSource: null, html: null, text: null };
  const { contentKind, contentSource, text } = content;
  if (contentKind === 'html') return { ...named, contentKind, contentSource: '', html: content.html, text };
  const { html, faults } = await compileContent(contentKind, contentSource);
  const [fault] = faults;
  if (html !== null) return { ...named, contentKind, contentSource, html, text };
  const place = fault?.line == null ? '' : `line ${fault.line}: `;
  throw fieldProblem(
    `variants/${number - 1}/content`,
    'content_fault',
    `Variant ${variantLetter(number)}, ${place}${fault?.words}`,
  );
}

function onWire(one: StoredVariant): CampaignVariants['variants'][number] {
  const { number, subject, fromName, previewText, contentKind, contentSource, html, text } = one;
  const content =
    contentKind === null
      ? null
      : {
          contentKind: contentKind as CampaignRow['contentKind'],
          contentSource: contentSource ?? '',
          html: html ?? '',
          text: text ?? '',
        };
  return { number, subject, fromName, previewText, content };
}

function stageOf({ state }: CampaignRow, standing: AbStanding): AbReport['stage'] {
  if (state === 'finished' || state === 'cancelled' || standing.restDoneAt !== null) return 'over';
  if (standing.plannedAt === null) return 'preparing';
  if (standing.winner !== null) return standing.canUndo ? 'chosen' : 'sending_rest';
  return standing.asksSince === null ? 'testing' : 'asking';
}

function inWords(stage: AbReport['stage'], results: readonly VariantResult[], measure: 'opens' | 'clicks'): string {
  if (stage === 'preparing') return 'It has not begun.';
  const measured = results.map(({ number, gotIt, peopleOpened, peopleClicked }) => ({
    ...{ number, gotIt },
    did: measure === 'opens' ? peopleOpened : peopleClicked,
  }));
  if (measured.some(({ did }) => did === null))
    return 'Nothing is counted per person, so no number says which one is better.';
  return judgeVariants(measured as { number: number; gotIt: number; did: number }[], measure).words;
}

function reasonOf({ winner, decidedBy, reason }: AbStanding): string | null {
  if (winner === null || decidedBy === null) return reason;
  return `${decidedBy} chose ${variantLetter(winner)}.`;
}
