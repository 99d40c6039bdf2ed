// Everything the worker needs to compose and sign the messages of a campaign, read once per campaign.
import { type VariantContentRow, withVariants } from './campaign-variants.js';
import type { Database } from './database.js';

export interface CampaignMaterial {
  readonly campaignId: string;
  readonly name: string;
  readonly fromName: string;
  readonly fromLocal: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly previewText: string;
  readonly startedAt: Date | null;
  readonly tracking: 'off' | 'anonymous' | 'person';
  /** What differs in B, C and D, with what does not filled in; empty when there is only A. */
  readonly variants: readonly VariantContentRow[];
  readonly lists: readonly { readonly id: string; readonly name: string }[];
  /** null while the campaign has no sending domain. */
  readonly sendingDomain: {
    readonly name: string;
    readonly returnPathDomain: string;
    readonly dkimKeys: readonly {
      readonly selector: string;
      readonly algorithm: string;
      readonly privateKeySealed: string;
    }[];
  } | null;
}

export class CampaignMaterialStore {
  constructor(private readonly database: Database) {}

  async load(campaignId: string): Promise<CampaignMaterial | null> {
    const campaign = await this.database.prisma.campaign.findUnique({
      where: { id: campaignId },
      include: {
        variants: { orderBy: { number: 'asc' } },
        sendingDomain: { include: { dkimKeys: { where: { isActive: true }, orderBy: { id: 'asc' } } } },
      },
    });
    if (!campaign) return null;
    const lists = await this.database.prisma.list.findMany({
      where: { id: { in: campaign.listIds } },
      select: { id: true, name: true },
      orderBy: { id: 'asc' },
    });
    const { name, fromName, fromLocal, replyTo, subject, html, text, previewText, startedAt, sendingDomain } = campaign;
    return {
      ...{ campaignId, name, fromName, fromLocal, replyTo, subject, html, text, previewText, startedAt, lists },
      variants: withVariants(campaign, campaign.variants).slice(1),
      tracking: campaign.tracking as CampaignMaterial['tracking'],
      sendingDomain: sendingDomain && {
        name: sendingDomain.name,
        returnPathDomain: sendingDomain.returnPathDomain,
        dkimKeys: sendingDomain.dkimKeys,
      },
    };
  }
  /** The addresses a campaign that counts links to, by number. Every worker finds the same ones: the content is frozen. */
  async keepLinks(campaignId: string, urls: readonly string[]): Promise<void> {
    if (urls.length === 0) return;
    await this.database.pool.query(
      `INSERT INTO campaign_link (campaign_id, number, url)
       SELECT $1, u.number, u.url FROM unnest($2::text[]) WITH ORDINALITY AS u(url, number) ON CONFLICT (campaign_id, number) DO NOTHING`,
      [campaignId, urls],
    );
  }
}
