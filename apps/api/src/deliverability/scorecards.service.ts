// The rules of Google, Yahoo and Microsoft for each sending domain: our own checks, a message as it goes out, what they replied.
import type { TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import type { ResultDaysQuery, SenderScorecard } from '@doorstep/contracts';
import {
  CampaignMaterialStore,
  SenderFactStore,
  type SendingDomainRow,
  SendingDomainStore,
  type Vault,
} from '@doorstep/database';
import { judgeSenderRules, type SenderFacts } from '@doorstep/diagnosis';
import { inspectReceived } from '@doorstep/message';
import { Inject, Injectable } from '@nestjs/common';
import { signedMessage } from '../campaigns/signed-message.js';
import { CONFIG, TOKENS, VAULT } from '../http/dependencies.module.js';
import { spanOf } from './result-span.js';

type ScorecardView = Omit<SenderScorecard, 'from' | 'until' | 'checkedAt'> & {
  readonly from: Date;
  readonly until: Date;
  readonly checkedAt: Date | null;
};

/** Nobody: only what is wrong with the message itself matters. */
const READER = { spelling: 'reader@sample.invalid', name: 'Ada Reader', fields: {} };
/** As many as a page of domains holds. */
const DOMAINS = 100;

@Injectable()
export class ScorecardService {
  constructor(
    private readonly domains: SendingDomainStore,
    private readonly facts: SenderFactStore,
    private readonly materials: CampaignMaterialStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
  ) {}

  async all(query: Pick<ResultDaysQuery, 'days' | 'from' | 'until'>): Promise<ScorecardView[]> {
    const { from, until } = spanOf(query, new Date(), null);
    const domains = await this.domains.page({ limit: DOMAINS });
    return Promise.all(domains.map((domain) => this.#card(domain, from, until)));
  }

  async #card(domain: SendingDomainRow, from: Date, until: Date): Promise<ScorecardView> {
    const { replies, newestCampaignId, ...numbers } = await this.facts.numbers(domain.id, from, until);
    const message = newestCampaignId === null ? null : await this.#message(newestCampaignId);
    const facts: SenderFacts = { ...numbers, replies, message, checks: domain.checks };
    return {
      ...{ sendingDomainId: domain.id, domain: domain.name, from, until, checkedAt: domain.checkedAt },
      ...{ accepted: numbers.accepted, complained: numbers.complained },
      rules: judgeSenderRules(facts).map((rule) => ({
        ...{ ...rule, askedBy: [...rule.askedBy], evidence: [...rule.evidence], replies: [...rule.replies] },
      })),
    };
  }

  async #message(campaignId: string): Promise<SenderFacts['message']> {
    const material = await this.materials.load(campaignId);
    if (material?.sendingDomain == null) return null;
    const { vault, tokens, config } = this;
    const campaign = material.name;
    try {
      const { body } = signedMessage({
        ...{ material, domain: material.sendingDomain, recipient: READER, vault, tokens },
        publicUrl: config.publicUrl,
      });
      const checks = inspectReceived({
        ...{ composed: body, received: body, fromDomain: material.sendingDomain.name },
        maySayHttp: config.mode === 'sandbox',
      });
      return {
        campaign,
        checks: checks.map(({ id, state, seen, title, whatToDo }) => ({
          id,
          state,
          whatToDo,
          seen: `${title}: ${seen}`,
        })),
      };
    } catch (error) {
      // It would never be sent like this: the message says why.
      const seen = `It cannot be made or signed: ${(error as Error).message}`;
      const whatToDo = 'Open the campaign: its checks show where the message is wrong.';
      return {
        campaign,
        checks: ['one_click', 'headers', 'signed_headers'].map((id) => ({ id, state: 'fail', seen, whatToDo })),
      };
    }
  }
}
