// Before a campaign may start: a real message of it is signed, sent to ourselves over SMTP, and verified as by a stranger.
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { PreflightCheck, PreflightReport } from '@doorstep/contracts';
import {
  CampaignAudienceStore,
  CampaignDeliveryStore,
  CampaignMaterialStore,
  type CampaignRow,
  SendingDomainStore,
  type Vault,
} from '@doorstep/database';
import { verifySignatures } from '@doorstep/dns-checks';
import { inspectReceived } from '@doorstep/message';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, TOKENS, VAULT } from '../http/dependencies.module.js';
import { freshResolver } from '../http/fresh-resolver.js';
import { problem } from '../http/problem.js';
import { type OwnDelivery, sendToOurselves } from './own-inbox.js';
import { listsReached } from './preflight.js';
import { type SignedMessageOptions, signedMessage } from './signed-message.js';
import { usedFields } from './template-findings.js';
import { domainChecks, fieldCheck, keyChecks, worst } from './trial-checks.js';
import { materialsOf, ofVariant } from './variants.js';

type Domain = SignedMessageOptions['domain'];

/** Stands in while nobody would get the campaign yet. */
const SAMPLE = { spelling: 'reader@sample.invalid', name: 'Ada Reader', fields: {} };

@Injectable()
export class TrialService {
  constructor(
    private readonly materials: CampaignMaterialStore,
    private readonly deliveries: CampaignDeliveryStore,
    private readonly audiences: CampaignAudienceStore,
    private readonly domains: SendingDomainStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
  ) {}

  /** Changes nothing and may be asked as often as one likes. */
  async run(campaign: CampaignRow): Promise<PreflightReport> {
    const [material, sample, row] = await Promise.all([
      this.materials.load(campaign.id),
      this.deliveries.sampleRecipient(listsReached(campaign)),
      campaign.sendingDomainId === null ? null : this.domains.one(campaign.sendingDomainId),
    ]);
    const domain = material?.sendingDomain ?? null;
    if (material === null || domain === null || row === null)
      return report([unmade('No sending domain is chosen.', 'Choose from which domain it goes out.')], null, null);
    const recipient = sample ?? SAMPLE;
    const { vault, tokens, config } = this;
    const made: PreflightCheck[] = [];
    let sizeBytes = 0;
    for (const variant of materialsOf(material)) {
      try {
        const message = signedMessage({
          ...{ domain, recipient, vault, tokens, publicUrl: config.publicUrl },
          material: variant.material,
        });
        made.push(...(await this.verified(message, domain)).map((check) => named(check, variant.number)));
        sizeBytes = Math.max(sizeBytes, message.body.length);
      } catch (error) {
        // Whatever keeps a message from being made or signed keeps the campaign from starting.
        return report([named(unmade((error as Error).message, MEND), variant.number)], recipient.spelling, null);
      }
    }
    const used = materialsOf(material).flatMap((variant) => usedFields(variant.material));
    const empty = await this.audiences.emptyFields(campaign.id, [...new Set(used)]);
    return report([...made, ...domainChecks(config.mode, row), fieldCheck(empty)], recipient.spelling, sizeBytes);
  }

  /** @throws ProblemError 409 naming every check that failed, and what to do */
  async mustPass(campaign: CampaignRow): Promise<void> {
    const { checks } = await this.run(campaign);
    const failed = checks.filter(({ state }) => state === 'fail');
    const [first] = failed;
    if (first === undefined) return;
    const errors = failed.map((check) => ({ pointer: '#/', code: check.id, detail: wordsOf(check) }));
    const more = failed.length > 1 ? ` And ${failed.length - 1} more.` : '';
    throw problem('preflight_failed', 409, `${wordsOf(first)}${more}`, errors);
  }

  private async verified(made: OwnDelivery, domain: Domain): Promise<PreflightCheck[]> {
    const back = await sendToOurselves(made);
    if (back.kind === 'lost') {
      const about = { id: 'arrival', title: 'It arrives as it was signed', wanted: 'it comes back to us over SMTP' };
      return [{ ...about, state: 'fail', seen: back.words.slice(0, 500), whatToDo: MEND }];
    }
    const verdicts = await verifySignatures(back.message, freshResolver(this.config.dnsServers));
    const maySayHttp = this.config.mode === 'sandbox';
    return [
      ...keyChecks(domain.name, domain.dkimKeys, verdicts),
      ...inspectReceived({ composed: made.body, received: back.message, fromDomain: domain.name, maySayHttp }),
    ];
  }
}

const MEND =
  'Mend what is named, then check again. Nothing goes out before a message of it can be made, signed and read.';

const named = (check: PreflightCheck, variant: number): PreflightCheck =>
  variant === 0 ? check : { ...check, id: `${check.id}:${variant}`, title: ofVariant(variant, check.title) };

function unmade(seen: string, whatToDo: string): PreflightCheck {
  const about = { id: 'compose', title: 'A message can be made and signed', wanted: 'a signed message' };
  return { ...about, state: 'fail', seen: seen.slice(0, 500), whatToDo };
}

const wordsOf = ({ title, seen, whatToDo }: PreflightCheck) => `${title}: ${seen}. ${whatToDo ?? ''}`.trim();

function report(checks: PreflightCheck[], madeFor: string | null, sizeBytes: number | null): PreflightReport {
  return { state: worst(checks), checks, madeFor, sizeBytes };
}
