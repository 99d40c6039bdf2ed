// A campaign as one person would see it, and how many would see a fallback.
import type { CampaignPreview, MissingField, PreviewQuery } from '@doorstep/contracts';
import { parseAddress, variantLetter } from '@doorstep/contracts';
import { AbTestStore, CampaignAudienceStore, CampaignDeliveryStore, type CampaignRow } from '@doorstep/database';
import { fallbacksOf, renderCampaign, TemplateError } from '@doorstep/message';
import { Injectable } from '@nestjs/common';
import { variantsOf } from '../campaigns/variants.js';
import { fieldProblem } from '../http/problem.js';

interface Person {
  readonly address: string;
  readonly name: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

const SAMPLE: Person = { address: 'ada@example.org', name: 'Ada Lovelace', fields: {} };
const BUILT_IN = new Set(['address', 'unsubscribe_url']);

@Injectable()
export class PreviewService {
  constructor(
    private readonly deliveries: CampaignDeliveryStore,
    private readonly audiences: CampaignAudienceStore,
    private readonly tests: AbTestStore,
  ) {}

  async preview(campaign: CampaignRow, query: PreviewQuery): Promise<CampaignPreview> {
    const person = await this.personOf(query);
    const { fromName, subject, previewText, html, text } = await this.variant(campaign, query.variant);
    const source = { ...{ subject, previewText, html, text }, ...NOT_SHOWN, campaignId: campaign.id };
    try {
      const shown = renderCampaign(source, { ...person, ...LINKS });
      const isTextMade = text.trim() === '' && html.trim() !== '';
      const { address, name } = person;
      return { ...shown, fromName, person: { address, name }, isTextMade, sizeBytes: Buffer.byteLength(html) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw fieldProblem(error.field, 'template', `Line ${error.line}, column ${error.column}: ${error.detail}`);
    }
  }

  async missing(campaign: CampaignRow): Promise<{ fields: MissingField[] }> {
    const { id } = campaign;
    const variants = variantsOf(campaign, await this.tests.variants(id));
    const written = variants.map((variant) => variant.campaign);
    const fallbacks = fallbacksOf(
      written.flatMap(({ subject, previewText, html, text }) => [subject, previewText, html, text]),
    );
    const names = [...fallbacks.keys()].filter((name) => !BUILT_IN.has(name));
    const empty = await this.audiences.emptyFields(id, names);
    return { fields: empty.map((one) => ({ ...one, fallback: fallbacks.get(one.name) ?? null })) };
  }

  private async variant(campaign: CampaignRow, number: number): Promise<CampaignRow> {
    if (number === 0) return campaign;
    const found = variantsOf(campaign, await this.tests.variants(campaign.id)).find((one) => one.number === number);
    if (found !== undefined) return found.campaign;
    throw fieldProblem('variant', 'not_here', `The campaign has no variant ${variantLetter(number)}.`);
  }

  private async personOf({ as, person }: PreviewQuery): Promise<Person> {
    if (person === undefined) return as === 'nameless' ? { ...SAMPLE, name: null } : SAMPLE;
    const read = parseAddress(person);
    if (!read.isValid) throw fieldProblem('person', read.problem, read.reason);
    const { name, fields } = await this.deliveries.testRecipient(read.normalized, read.domainName);
    return { address: read.spelling, name, fields };
  }
}

const NOT_SHOWN = {
  from: { name: '', address: 'sender@sender.invalid' },
  listId: '<preview.invalid>',
  feedbackId: 'preview',
  date: new Date(0),
};
/** Leads nowhere: a click in a preview unsubscribes nobody. */
const LINKS = { messageId: 'preview@preview.invalid', unsubscribeUrl: '#unsubscribe', unsubscribeMailto: null };
