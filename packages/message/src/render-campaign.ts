// A campaign as one person would see it, for the preview: its parts filled in, no message made.
import { mergeValues, parseBodies } from './campaign.js';
import type { CampaignSource, Recipient } from './headers.js';
import { type MergeValues, type Part, parseTemplate } from './template.js';

export interface RenderedCampaign {
  readonly subject: string;
  readonly previewText: string;
  /** Empty when there is no HTML part. */
  readonly html: string;
  readonly text: string;
}

/** @throws TemplateError when subject, html, text or preview text can not be parsed */
export function renderCampaign(source: CampaignSource, recipient: Recipient): RenderedCampaign {
  const values = mergeValues(recipient);
  const { html, text } = parseBodies(source);
  return {
    subject: filled(parseTemplate('subject', source.subject).parts, values),
    previewText: filled(parseTemplate('subject', source.previewText ?? '').parts, values),
    html: html === null ? '' : filled(html, values),
    text: filled(text, values),
  };
}

const filled = (parts: readonly Part[], values: MergeValues): string =>
  parts.map((part) => (part.kind === 'literal' ? part.text : part.render(values))).join('');

const FIELD = /\{\{-?\s*([A-Za-z_][\w-]*)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}/g;

/** What stands for each field that is empty: the fallback of its first use, or null. */
export function fallbacksOf(sources: readonly string[]): Map<string, string | null> {
  const fallbacks = new Map<string, string | null>();
  for (const source of sources)
    for (const [, name, double, single] of source.matchAll(FIELD)) {
      if (name === undefined || (fallbacks.has(name) && fallbacks.get(name) !== null)) continue;
      fallbacks.set(name, double ?? single ?? null);
    }
  return fallbacks;
}
