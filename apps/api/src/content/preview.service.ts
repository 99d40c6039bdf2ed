// A campaign as one person would see it, and how many would see a fallback.
import type { CampaignPreview, MissingField, PreviewQuery } from '@doorstep/contracts';
import { parseAddress } from '@doorstep/contracts';
import { CampaignAudienceStore, CampaignDeliveryStore, type CampaignRow } from '@doorstep/database';
import { fallbacksOf, renderCampaign, TemplateError } from '@doorstep/message';
import { Injectable } from '@nestjs/common';
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
  ) {}

  async preview(campaign: CampaignRow, query: PreviewQuery): Promise<CampaignPreview> {
    const person = await this.personOf(query);
    const { subject, previewText, html, text } = campaign;
    const source = { ...{ subject, previewText, html, text }, ...NOT_SHOWN, campaignId: campaign.id };
    try {
      const shown = renderCampaign(source, { ...person, ...LINKS });
      const isTextMade = text.trim() === '' && html.trim() !== '';
      const { address, name } = person;
      return { ...shown, person: { address, name }, isTextMade, sizeBytes: Buffer.byteLength(html) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw fieldProblem(error.field, 'template', `Line ${error.line}, column ${error.column}: ${error.detail}`);
    }
  }

  async missing({ subject, previewText, html, text, id }: CampaignRow): Promise<{ fields: MissingField[] }> {
    const fallbacks = fallbacksOf([subject, previewText, html, text]);
    const names = [...fallbacks.keys()].filter((name) => !BUILT_IN.has(name));
    const empty = await this.audiences.emptyFields(id, names);
    return { fields: empty.map((one) => ({ ...one, fallback: fallbacks.get(one.name) ?? null })) };
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
