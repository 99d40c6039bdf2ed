// A test of a campaign to one address, delivered at once over SMTP, with what happened in words.
import { hostname } from 'node:os';
import { classifyReply, type TokenSigner } from '@doorstep/bounces';
import type { Config } from '@doorstep/config';
import { parseAddress, type TestSendResult, variantLetter } from '@doorstep/contracts';
import { CampaignDeliveryStore, CampaignMaterialStore, type CampaignRow, type Vault } from '@doorstep/database';
import { type AttemptReport, connectToSite, type Dns, resolveMx } from '@doorstep/delivery';
import { describeAttempt } from '@doorstep/diagnosis';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, DNS, TOKENS, VAULT } from '../http/dependencies.module.js';
import { fieldProblem, problem } from '../http/problem.js';
import type { OwnDelivery } from './own-inbox.js';
import { PreflightService } from './preflight.js';
import { signedMessage } from './signed-message.js';
import { TlsPolicyFinder } from './tls-policy-finder.js';
import { materialsOf } from './variants.js';

type Sent = Omit<TestSendResult, 'variants'>;

/** Somebody waits before the screen: a test gives up earlier than a campaign would. */
const PATIENCE_MS = 60_000;
const TIMEOUTS = {
  connectMs: 10_000,
  bannerMs: 15_000,
  ehloMs: 15_000,
  tlsMs: 10_000,
  mailMs: 15_000,
  rcptMs: 20_000,
  dataMs: 15_000,
  bodyMs: 20_000,
  dotMs: 45_000,
};

/** Problems of a campaign that do not keep a test back: a draft is tested before it has its lists. */
const NO_MATTER = new Set(['no_list', 'nobody', 'unknown_field']);

@Injectable()
export class TestSendService {
  constructor(
    private readonly materials: CampaignMaterialStore,
    private readonly deliveries: CampaignDeliveryStore,
    private readonly preflight: PreflightService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(TOKENS) private readonly tokens: TokenSigner,
    @Inject(DNS) private readonly dns: Dns,
    private readonly tlsPolicies: TlsPolicyFinder,
  ) {}

  /** @param variant only this one; otherwise each is sent, one after another */
  async send(campaign: CampaignRow, address: string, variant?: number): Promise<TestSendResult> {
    const to = parseAddress(address);
    if (!to.isValid) throw fieldProblem('address', to.problem, to.reason);
    const variants: TestSendResult['variants'] = [];
    for (const { number, envelope } of await this.compose(campaign, to, variant))
      variants.push({ variant: number, ...(await this.deliver(to.domainName, envelope)) });
    const told = variants.toSorted((one, other) => rank(other.outcome) - rank(one.outcome))[0]!;
    return { ...(told as Sent), words: variants.length > 1 ? inAll(variants) : told.words, variants };
  }

  /** Exactly what the worker would make, but with tokens of a delivery that does not exist. */
  private async compose(
    campaign: CampaignRow,
    { normalized, spelling, domainName }: { normalized: string; spelling: string; domainName: string },
    only: number | undefined,
  ): Promise<{ number: number; envelope: OwnDelivery }[]> {
    const { findings } = await this.preflight.check(campaign);
    const fault = findings.find(({ kind, code }) => kind === 'problem' && !NO_MATTER.has(code));
    if (fault)
      throw problem('preflight_failed', 422, fault.words, [
        { pointer: `#/${fault.field ?? ''}`, code: fault.code, detail: fault.words },
      ]);
    const recipient = await this.deliveries.testRecipient(normalized, domainName);
    if (recipient.suppressedBy !== null) {
      const words = 'This address is suppressed: nothing is sent to it, tests neither. Lift the suppression first.';
      throw fieldProblem('address', 'suppressed', words);
    }
    const material = await this.materials.load(campaign.id);
    const domain = material?.sendingDomain;
    if (!material || !domain) throw problem('preflight_failed', 422, 'No sending domain is chosen.');
    const { vault, tokens, config } = this;
    const wanted = materialsOf(material).filter(({ number }) => only === undefined || number === only);
    if (wanted.length === 0) throw fieldProblem('variant', 'not_here', 'The campaign has no such variant.');
    return wanted.map(({ number, material: varied }) => {
      const envelope = signedMessage({
        ...{ material: varied, domain, vault, tokens, publicUrl: config.publicUrl },
        recipient: { spelling, name: recipient.name, fields: recipient.fields },
      });
      return { number, envelope };
    });
  }

  private async deliver(domainName: string, envelope: OwnDelivery): Promise<Sent> {
    const answer = await resolveMx(domainName, this.dns);
    switch (answer.kind) {
      case 'null-mx':
        return result('refused', `${domainName} says in DNS that it takes no mail at all.`);
      case 'nxdomain':
        return result('refused', `There is no domain called ${domainName}. Look for a typing error.`);
      case 'no-address':
        return result('refused', `${domainName} has no mail server with an address.`);
      case 'trouble':
        return result('deferred', `DNS does not answer for ${domainName} at the moment. Try again later.`);
      case 'mx':
      case 'implicit':
        return this.speak(answer, envelope);
      default:
        return answer satisfies never;
    }
  }

  private async speak(answer: Awaited<ReturnType<typeof resolveMx>>, envelope: OwnDelivery): Promise<Sent> {
    const connected = await connectToSite({
      answer,
      tlsPolicy: await this.tlsPolicies.of(answer),
      smtpPort: this.config.smtpPort,
      ehloName: this.config.ehloName ?? hostname(),
      allowPrivateMx: this.config.allowPrivateMx,
      timeouts: TIMEOUTS,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (connected.kind === 'failed') return told(connected.report);
    const { connection } = connected;
    const report = await connection.send({ ...envelope, beforeDot: () => Promise.resolve(true) });
    await connection.close();
    return told(report);
  }
}

const WORST: readonly TestSendResult['outcome'][] = ['accepted', 'in_doubt', 'deferred', 'refused'];
const rank = (outcome: string) => WORST.indexOf(outcome as TestSendResult['outcome']);

const inAll = (variants: TestSendResult['variants']): string =>
  variants.map(({ variant, words }) => `${variantLetter(variant)}: ${words}`).join(' ');

function told(report: AttemptReport): Sent {
  const { stage, reply, trouble, mxHost } = report;
  const outcome = report.outcome === 'abandoned' ? 'deferred' : report.outcome;
  const isFailure = outcome === 'deferred' || outcome === 'refused';
  const facts = { stage, code: reply?.code ?? null, enhancedCode: reply?.enhancedCode ?? null, mxHost };
  const category = isFailure ? classifyReply({ ...facts, text: reply?.text ?? trouble ?? '' }).category : null;
  const words = describeAttempt({ outcome, stage, category, replyCode: facts.code, mxHost });
  return { outcome, words, reply: reply?.text ?? trouble };
}

const result = (outcome: Sent['outcome'], words: string): Sent => ({ outcome, words, reply: null });
