// What stands in the way of a campaign, found before anybody gets it: domain, sender, lists, template, key.
import type { Config } from '@doorstep/config';
import { type Preflight, type PreflightFinding, parseAddress } from '@doorstep/contracts';
import {
  type AbTermsRow,
  AbTestStore,
  type AudienceCounts,
  CampaignAudienceStore,
  type CampaignMaterial,
  CampaignMaterialStore,
  type CampaignRow,
  CampaignStore,
  SendingDomainStore,
  type Vault,
} from '@doorstep/database';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, VAULT } from '../http/dependencies.module.js';
import { notFound, problem } from '../http/problem.js';
import { domainObstacles } from '../sending-domains/domain-ready.js';
import { audienceInWords } from './audience-words.js';
import { keyFindings } from './key-findings.js';
import { inSource, sourceFindings, templateFindings, usedFields } from './template-findings.js';
import { ofVariant, type VariantOfCampaign, variantsOf } from './variants.js';

export const finding = (
  kind: PreflightFinding['kind'],
  code: string,
  field: string | null,
  words: string,
): PreflightFinding => ({ kind, code, field, words, line: null });

@Injectable()
export class PreflightService {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly audiences: CampaignAudienceStore,
    private readonly materials: CampaignMaterialStore,
    private readonly domains: SendingDomainStore,
    private readonly tests: AbTestStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async check(campaign: CampaignRow): Promise<Preflight> {
    const variants = variantsOf(campaign, await this.tests.variants(campaign.id));
    const [audience, known, material, sender, terms] = await Promise.all([
      this.countsOf(campaign.id),
      this.campaigns.knownFields(listsReached(campaign), [
        ...new Set(variants.flatMap((variant) => usedFields(variant.campaign))),
      ]),
      this.materials.load(campaign.id),
      this.senderFindings(campaign),
      this.tests.standing(campaign.id),
    ]);
    const written = await Promise.all(variants.map((variant) => writtenFindings(variant, known)));
    const findings = [
      ...sender,
      ...audienceFindings(campaign, audience),
      ...told(written),
      ...testFindings(campaign, terms),
      ...this.linkFindings(),
      ...this.signatureFindings(material),
    ];
    return { findings: findings.sort((one, other) => rank(one) - rank(other)), audience: audienceInWords(audience) };
  }

  /** @throws ProblemError 422 listing every problem; advice does not block */
  async mustPass(campaign: CampaignRow): Promise<void> {
    const { findings } = await this.check(campaign);
    const problems = findings.filter(({ kind }) => kind === 'problem');
    const [first] = problems;
    if (first === undefined) return;
    const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
    const errors = problems.map(({ code, field, words }) => ({ pointer: `#/${field ?? ''}`, code, detail: words }));
    throw problem('preflight_failed', 422, `${first.words}${more}`, errors);
  }

  private async countsOf(id: string): Promise<AudienceCounts> {
    const counts = await this.audiences.counts(id);
    if (counts === null) throw notFound('campaign');
    return counts;
  }

  private async senderFindings(campaign: CampaignRow): Promise<PreflightFinding[]> {
    const findings: PreflightFinding[] = [];
    if (campaign.fromName.trim() === '')
      findings.push(
        finding('advice', 'no_from_name', 'fromName', 'Readers see no name of a sender, only the address.'),
      );
    const replyTo = campaign.replyTo === null ? null : parseAddress(campaign.replyTo);
    if (replyTo !== null && !replyTo.isValid) findings.push(finding('problem', 'reply_to', 'replyTo', replyTo.reason));
    if (campaign.sendingDomainId === null) {
      const words = 'No sending domain is chosen. Mail goes out from one of yours.';
      return [...findings, finding('problem', 'no_sending_domain', 'sendingDomainId', words)];
    }
    const domain = await this.domains.one(campaign.sendingDomainId);
    if (domain === null) {
      const words = 'The sending domain is not here any more. Choose another one.';
      return [...findings, finding('problem', 'no_sending_domain', 'sendingDomainId', words)];
    }
    if (!parseAddress(`${campaign.fromLocal}@${domain.name}`).isValid) {
      const words = `The sender's address needs a part before @${domain.name}, such as "letter".`;
      findings.push(finding('problem', 'from_local', 'fromLocal', words));
    }
    for (const obstacle of domainObstacles(this.config.mode, domain)) {
      const words = `${domain.name} is not ready: ${obstacle}`;
      findings.push(finding('problem', 'domain_not_ready', 'sendingDomainId', words));
    }
    return findings;
  }

  /** RFC 8058 §3.1: one-click unsubscribe needs https. */
  private linkFindings(): PreflightFinding[] {
    if (this.config.mode === 'sandbox' || this.config.publicUrl.startsWith('https:')) return [];
    const words = 'Unsubscribe links would not be https. Set DOORSTEP_PUBLIC_URL to an https address.';
    return [finding('problem', 'public_url', null, words)];
  }

  private signatureFindings(material: CampaignMaterial | null): PreflightFinding[] {
    return material?.sendingDomain ? keyFindings(material.sendingDomain, this.vault) : [];
  }
}

/** What a variant says as it is written; its faults lead to the test, those of A to their field. */
async function writtenFindings({ number, campaign }: VariantOfCampaign, known: readonly string[]) {
  const findings = [
    ...(await sourceFindings(campaign)),
    ...templateFindings(campaign, known).map((found) => inSource(found, campaign)),
  ];
  if (number === 0) return findings;
  return findings.map((found) => ({ ...found, field: 'variants', line: null, words: ofVariant(number, found.words) }));
}

/** What A says too is not said again of each variant that takes it from A. */
function told([ofA = [], ...others]: readonly PreflightFinding[][]): PreflightFinding[] {
  const known = new Set(ofA.map(({ words }) => words));
  return [...ofA, ...others.flat().filter(({ words }) => !known.has(words.replace(/^Variant [B-D]: /, '')))];
}

/** A test that cannot be decided as it is written. */
function testFindings({ tracking, eachAtLocalTime }: CampaignRow, terms: AbTermsRow | null): PreflightFinding[] {
  if (terms === null) return [];
  const findings: PreflightFinding[] = [];
  if (terms.winnerBy !== 'hand' && tracking !== 'person')
    findings.push(
      finding(
        'problem',
        'winner_by',
        'tracking',
        `The winner is to be found by ${terms.winnerBy}, but this campaign does not count them per person. Choose the winner by hand, or count per person.`,
      ),
    );
  if (eachAtLocalTime && terms.samplePercent < 100)
    findings.push(
      finding(
        'problem',
        'test_and_local_time',
        'variants',
        'Everybody is to get it at a time on her own clock, but most of them wait for a winner. Give up the test, or choose one moment for all.',
      ),
    );
  return findings;
}

const rank = ({ kind }: PreflightFinding) => (kind === 'problem' ? 0 : 1);

/** null: a segment may choose people of any list. */
export const listsReached = ({ listIds, segmentIds }: CampaignRow) => (segmentIds.length > 0 ? null : listIds);

function audienceFindings(
  { listIds, segmentIds, audienceKind }: CampaignRow,
  audience: AudienceCounts,
): PreflightFinding[] {
  if (audienceKind === 'people') {
    if (audience.willGetIt > 0) return [];
    const words = 'All of the chosen people got it meanwhile, left, or are suppressed.';
    return [finding('problem', 'nobody', 'listIds', words)];
  }
  if (listIds.length === 0 && segmentIds.length === 0)
    return [finding('problem', 'no_list', 'listIds', 'No list and no segment is chosen.')];
  if (audience.willGetIt > 0) return [];
  const words =
    audience.selected === 0
      ? 'Nobody is on the chosen lists or in the chosen segments.'
      : 'Everybody who is chosen is kept out: see by what in the audience.';
  return [finding('problem', 'nobody', 'listIds', words)];
}
