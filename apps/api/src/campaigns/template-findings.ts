// The findings of a template against the fields that subscribers really have.
import type { PreflightFinding } from '@doorstep/contracts';
import { checkTemplate, compileCampaign, TemplateError, type TemplateSource } from '@doorstep/message';

/** Merge fields the templates read; none while one of them cannot be parsed. */
export function usedFields(source: TemplateSource): string[] {
  return readFields(source) ?? [];
}

export function templateFindings(source: TemplateSource, knownFields: readonly string[]): PreflightFinding[] {
  const { subject, html, text } = source;
  const findings = checkTemplate({ subject, html, text }, [...knownFields]);
  // Which fields are unknown can be told once the whole can be read: the fault in the way comes first.
  const isWhole = readFields(source) !== null;
  return findings.filter(({ code }) => isWhole || code !== 'unknown_field').map((found) => ({ ...found }));
}

function readFields({ subject, html, text }: TemplateSource): string[] | null {
  try {
    return compileCampaign({
      ...{ subject, html, text },
      campaignId: 'preflight',
      from: { name: '', address: 'sender@sender.invalid' },
      listId: '<preflight.invalid>',
      feedbackId: 'preflight',
      date: new Date(0),
    }).usesFields;
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}
