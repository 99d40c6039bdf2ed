// Campaigns ready to be sent: compiled once, keys loaded once; composes and signs the message of one delivery.
import { formatReturnPath, type TokenSigner } from '@doorstep/bounces';
import type { CampaignMaterial, CampaignMaterialStore, ClaimedDelivery, Vault } from '@doorstep/database';
import {
  campaignSource,
  compileCampaign,
  createDkimSigner,
  type DkimAlgorithm,
  type DkimSigner,
  findLinks,
  recipientOf,
  TemplateError,
} from '@doorstep/message';

export interface ReadyCampaign {
  readonly kind: 'ready';
  /** @throws Error when this one message cannot be made or signed: it is never sent unsigned */
  compose(delivery: Pick<ClaimedDelivery, 'deliveryId' | 'spelling' | 'mergeFields' | 'variant'>): ComposedMessage;
}

export interface ComposedMessage {
  /** Return path: the same on every attempt, as greylisting wants it. */
  readonly from: string;
  readonly body: Uint8Array;
  /** As composed and signed messages always are. */
  readonly isWireForm?: true;
}

/** A campaign that must not be sent as it is; `words` tell a person what to mend. */
export interface BlockedCampaign {
  readonly kind: 'blocked';
  readonly words: string;
}

export interface CampaignDesk {
  /** Rejects when the database is away. */
  open(campaignId: string): Promise<ReadyCampaign | BlockedCampaign>;
}

export interface CampaignDeskOptions {
  readonly materials: Pick<CampaignMaterialStore, 'load' | 'keepLinks'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: Pick<TokenSigner, 'sign'>;
  readonly publicUrl: string;
}

/** What was read is used this long: a key that was exchanged meanwhile signs from then on. */
const FRESH_MS = 60_000;
const BLOCKED_MS = 2000;
const MOST = 50;

export function createCampaignDesk(options: CampaignDeskOptions): CampaignDesk {
  const opened = new Map<string, { readonly at: number; readonly value: Promise<ReadyCampaign | BlockedCampaign> }>();
  return {
    open(campaignId) {
      const known = opened.get(campaignId);
      if (known && performance.now() - known.at < FRESH_MS) return known.value;
      const value = load(campaignId, options).then((material) => prepare(material, options));
      opened.delete(campaignId);
      opened.set(campaignId, { at: performance.now(), value });
      if (opened.size > MOST) opened.delete(opened.keys().next().value!);
      // A failure is not remembered, a block for as long as one claim takes: both end when somebody mends the cause.
      const forget = () => {
        if (opened.get(campaignId)?.value === value) opened.delete(campaignId);
      };
      value.then((campaign) => {
        if (campaign.kind === 'blocked') setTimeout(forget, BLOCKED_MS).unref();
      }, forget);
      return value;
    },
  };
}

/** Counted links stand in the table before the first message with them is made. */
async function load(campaignId: string, { materials }: CampaignDeskOptions): Promise<CampaignMaterial | null> {
  const material = await materials.load(campaignId);
  if (material !== null && material.tracking !== 'off') await materials.keepLinks(campaignId, linksOf(material));
  return material;
}

/** Those of all variants: each number leads to one address, whichever message it stands in. */
const linksOf = ({ html, variants }: CampaignMaterial): string[] => [
  ...new Set([html, ...variants.map((variant) => variant.html)].flatMap(findLinks)),
];

function prepare(material: CampaignMaterial | null, options: CampaignDeskOptions): ReadyCampaign | BlockedCampaign {
  if (material === null) return blocked('The campaign does not exist any more.');
  const domain = material.sendingDomain;
  if (domain === null) return blocked('It has no sending domain. Choose one, then resume it.');
  const { publicUrl, tokens } = options;
  try {
    const signers = signersOf(domain, options.vault);
    if (signers.length === 0)
      return blocked(`${domain.name} has no active DKIM key, and nothing is sent unsigned. Make a key for it.`);
    const sendingDomainName = domain.name;
    const date = material.startedAt ?? new Date();
    const stored = { ...material, sendingDomainName, date, countedLinks: linksOf(material) };
    const compiled = [material, ...material.variants].map((variant) =>
      compileCampaign(campaignSource({ ...stored, ...variant })),
    );
    const everybodys = material.tracking === 'anonymous' ? tokens.sign('count', material.campaignId, date) : null;
    const countTokenFor = (deliveryId: string, plannedAt: Date, variant: number | null): string | null => {
      if (material.tracking === 'person') return tokens.sign('click', deliveryId, plannedAt);
      // Says which variant was read, and not by whom.
      return everybodys === null || variant === null ? everybodys : `${everybodys}-${variant}`;
    };
    return {
      kind: 'ready',
      compose({ deliveryId, spelling, mergeFields, variant }) {
        const plannedAt = timeOf(deliveryId);
        const returnToken = tokens.sign('return', deliveryId, plannedAt);
        const recipient = recipientOf({
          address: spelling,
          name: mergeFields?.name ?? null,
          fields: mergeFields?.fields ?? {},
          returnToken,
          unsubscribeToken: tokens.sign('unsubscribe', deliveryId, plannedAt),
          countToken: countTokenFor(deliveryId, plannedAt, variant),
          sendingDomainName,
          publicUrl,
        });
        return {
          from: formatReturnPath(returnToken, domain.returnPathDomain),
          isWireForm: true,
          body: (compiled[variant ?? 0] ?? missing(variant)).composeSigned(recipient, signers),
        };
      },
    };
  } catch (error) {
    return blocked(wordsOf(error as Error));
  }
}

/** @throws Error in words when a key does not open or cannot sign */
export function signersOf(
  domain: NonNullable<CampaignMaterial['sendingDomain']>,
  vault: Pick<Vault, 'open'>,
): DkimSigner[] {
  return domain.dkimKeys.map(({ selector, algorithm, privateKeySealed }) => {
    try {
      const privateKeyPem = vault.open(privateKeySealed);
      return createDkimSigner({ domain: domain.name, selector, privateKeyPem, algorithm: algorithm as DkimAlgorithm });
    } catch (error) {
      throw new Error(
        `The DKIM key ${selector} of ${domain.name} cannot be used, and nothing is sent unsigned: ${(error as Error).message}`,
        { cause: error },
      );
    }
  });
}

/** Variants are frozen with the plan: one that is not there is a fault of ours, and its message is never another one. */
function missing(variant: number | null): never {
  throw new Error(`The campaign has no variant ${variant}.`);
}

function wordsOf(error: Error): string {
  if (error instanceof TemplateError)
    return `The ${error.field} has a fault in line ${error.line}: ${error.detail} Correct it, then resume the campaign.`;
  return error.message;
}

/** An uuid v7 begins with the milliseconds of its making (RFC 9562 section 5.7). */
const timeOf = (id: string) => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

const blocked = (words: string): BlockedCampaign => ({ kind: 'blocked', words });
