// The findings of a template against the fields that subscribers really have.
import type { PreflightFinding } from '@doorstep/contracts';
import type { CampaignRow } from '@doorstep/database';
import {
  checkTemplate,
  compileCampaign,
  compileContent,
  contentFindings,
  TemplateError,
  type TemplateSource,
} from '@doorstep/message';

/** Merge fields the templates read; none while one of them cannot be parsed. */
export function usedFields(source: TemplateSource): string[] {
  return readFields(source) ?? [];
}

export function templateFindings(source: TemplateSource, knownFields: readonly string[]): PreflightFinding[] {
  const { subject, html, text } = source;
  const findings = checkTemplate({ subject, html, text }, [...knownFields]);
  // Which fields are unknown can be told once the whole can be read: the fault in the way comes first.
  const isWhole = readFields(source) !== null;
  const told = findings.filter(({ code }) => isWhole || code !== 'unknown_field');
  return [...told, ...contentFindings({ subject, html, text })].map((found) => ({
    ...found,
    words: ofSeries(found.words),
  }));
}

/** Two fields are no fields of readers: a series fills them. */
function ofSeries(words: string): string {
  const field = /is called "(issue_number|issue_date)"/.exec(words)?.[1];
  if (field === undefined) return words;
  const line = /^Line \d+: /.exec(words)?.[0] ?? '';
  return `${line}{{ ${field} }} is filled in when a series makes an issue of this campaign. Sent by itself it would stay empty.`;
}

/** What keeps the source from being compiled: the HTML is that of before. */
export async function sourceFindings({ contentKind, contentSource }: WrittenSource): Promise<PreflightFinding[]> {
  const { faults } = await compileContent(contentKind, contentSource);
  return faults.map(({ line, words }) => ({
    kind: 'problem',
    code: 'content_fault',
    field: 'contentSource',
    line,
    words: line === null ? words : `Line ${line}: ${words}`,
  }));
}

/** Findings in HTML that was compiled lead to the source, where lines count otherwise. */
export function inSource(finding: PreflightFinding, { contentKind }: WrittenSource): PreflightFinding {
  if (finding.field !== 'html' || contentKind === 'html') return finding;
  return {
    ...finding,
    field: 'contentSource',
    line: null,
    words: finding.words.replace(/^Line \d+(, column \d+)?: /, ''),
  };
}

type WrittenSource = Pick<CampaignRow, 'contentKind' | 'contentSource'>;

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
