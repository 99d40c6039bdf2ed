// What a change of content makes of a campaign: its source compiled, its versions kept.
import { isDeepStrictEqual } from 'node:util';
import type { CampaignChange, CampaignContent, CampaignVersion, CampaignVersionView } from '@doorstep/contracts';
import { variantLetter } from '@doorstep/contracts';
import {
  type CampaignRow,
  type CampaignVersionRow,
  CampaignVersionStore,
  type KeptTest,
  type StoredVariant,
  TemplateStore,
} from '@doorstep/database';
import { compileContent, htmlToText, type WordChange, wordChanges } from '@doorstep/message';
import { Injectable } from '@nestjs/common';
import { fieldProblem, notFound } from '../http/problem.js';

type Content = Pick<CampaignRow, 'contentKind' | 'contentSource' | 'html'>;

const CONTENT: readonly (keyof CampaignChange)[] = [
  ...(['subject', 'previewText', 'contentKind', 'contentSource', 'html', 'text'] as const),
];
const EMPTY: Content = { contentKind: 'html', contentSource: '', html: '' };

@Injectable()
export class ContentService {
  constructor(
    private readonly versions: CampaignVersionStore,
    private readonly templates: TemplateStore,
  ) {}

  /** A new campaign that says nothing yet begins with the default template, if there is one. */
  async begun(content: CampaignContent): Promise<CampaignContent> {
    if (content.html !== '' || content.text !== '' || content.contentSource !== '')
      return { ...content, ...(await this.compiled(EMPTY, content)) };
    const template = await this.templates.default();
    if (template === null) return content;
    const { contentKind, contentSource, html } = template;
    return { ...content, contentKind, contentSource, html };
  }

  /** The change with its HTML made. What cannot be compiled is kept as it was typed; the check says what is wrong. */
  async compiled(standing: Content, change: CampaignChange): Promise<Partial<Content>> {
    const contentKind = change.contentKind ?? standing.contentKind;
    if (contentKind === 'html') {
      if (change.contentSource) throw fieldProblem('contentSource', 'no_source', 'Plain HTML has no source beside it.');
      return change.contentKind === undefined ? {} : { contentKind, contentSource: '' };
    }
    if (change.html)
      throw fieldProblem('html', 'html_is_made', `The HTML is made from the source, which is ${contentKind}.`);
    const isSwitched = contentKind !== standing.contentKind;
    const contentSource = change.contentSource ?? (isSwitched ? '' : standing.contentSource);
    if (!isSwitched && contentSource === standing.contentSource) return {};
    const { html } = await compileContent(contentKind, contentSource);
    return { contentKind, contentSource, html: html ?? standing.html };
  }

  changesContent(change: CampaignChange): boolean {
    return CONTENT.some((name) => change[name] !== undefined);
  }

  async keep({ id, contentKind }: CampaignRow, change: CampaignChange): Promise<void> {
    const isSwitched = change.contentKind !== undefined && change.contentKind !== contentKind;
    await this.versions.keep(id, isSwitched || change.keepVersion === true);
  }

  record(id: string, actor: string): Promise<void> {
    return this.versions.record(id, actor);
  }

  async list(id: string): Promise<CampaignVersion[]> {
    const rows = await this.versions.of(id);
    return rows.map((row, at) => ({ ...onWire(row), words: summaryOf(rows[at + 1], row) }));
  }

  async view(now: CampaignRow, versionId: string): Promise<CampaignVersionView> {
    const rows = await this.versions.of(now.id);
    const at = rows.findIndex(({ id }) => id === versionId);
    const version = rows[at];
    if (version === undefined) throw notFound('version');
    // Newest first: its variants are those that stand there now, since every change of them is kept.
    const standing = { ...now, test: rows[0]!.test };
    const changes = (['subject', 'previewText', 'text', 'variants'] as const)
      .map((field) => ({ field, changes: wordChanges(wordsOf(version, field), wordsOf(standing, field)) }))
      .filter((one) => one.changes.some(({ kind }) => kind !== 'same'));
    return { ...version, ...onWire(version), words: summaryOf(rows[at + 1], version), changes };
  }

  /** As a change of the campaign, and its variants: what stands there now is a version too. */
  async restored(
    id: string,
    versionId: string,
  ): Promise<{ readonly change: CampaignChange; readonly test: KeptTest | null }> {
    const version = await this.versions.one(id, versionId);
    if (version === null) throw notFound('version');
    const { subject, previewText, contentKind, contentSource, html, text } = version;
    const body = contentKind === 'html' ? { html } : { contentSource };
    return { change: { subject, previewText, contentKind, text, ...body, keepVersion: true }, test: version.test };
  }
}

type Said = Pick<CampaignVersionRow, 'subject' | 'previewText' | 'html' | 'text' | 'test'>;

/** A text of one's own is compared with the one that is made otherwise: both are what a reader reads. */
function wordsOf(said: Said, field: 'subject' | 'previewText' | 'text' | 'variants'): string {
  if (field === 'variants') return (said.test?.variants ?? []).map(variantWords).join('\n');
  if (field !== 'text') return said[field];
  return said.text.trim() === '' ? htmlToText(said.html) : said.text;
}

/** "B: Sing with us. From: Ada": what differs from A. */
function variantWords({ number, subject, fromName, previewText, contentKind, html, text }: StoredVariant): string {
  const own = contentKind === null ? null : text?.trim() || htmlToText(html ?? '');
  const parts = [subject, fromName && `From: ${fromName}`, previewText && `Preview: ${previewText}`, own];
  return `${variantLetter(number)}: ${parts.filter(Boolean).join('. ')}`;
}

const onWire = ({ id, actor, begunAt, savedAt, contentKind, subject }: CampaignVersionRow) => ({
  ...{ id, actor, contentKind, subject },
  begunAt: begunAt.toISOString(),
  savedAt: savedAt.toISOString(),
});

function summaryOf(before: CampaignVersionRow | undefined, version: CampaignVersionRow): string {
  if (before === undefined) return 'The first one that was kept';
  const said: string[] = [];
  if (before.contentKind !== version.contentKind) said.push(`from ${before.contentKind} to ${version.contentKind}`);
  if (before.subject !== version.subject) said.push('another subject');
  if (before.previewText !== version.previewText) said.push('another preview text');
  said.push(...variantsSummary(before.test, version.test));
  const changes = wordChanges(wordsOf(before, 'text'), wordsOf(version, 'text'));
  const came = wordCount(changes, 'added');
  const went = wordCount(changes, 'removed');
  if (came > 0) said.push(`${came} ${came === 1 ? 'word' : 'words'} came`);
  if (went > 0) said.push(`${went} ${went === 1 ? 'word' : 'words'} went`);
  if (said.length === 0) said.push('only how it looks');
  const words = said.join(', ');
  return words[0]!.toUpperCase() + words.slice(1);
}

/** "another B", "C came": only where both versions know of variants. */
function variantsSummary(before: KeptTest | null, version: KeptTest | null): string[] {
  if (before === null || version === null) return [];
  const said = [1, 2, 3].flatMap((number) => {
    const [was, is] = [before, version].map(({ variants }) => variants.find((one) => one.number === number));
    const letter = variantLetter(number);
    if (was === undefined) return is === undefined ? [] : [`${letter} came`];
    if (is === undefined) return [`${letter} went`];
    return isDeepStrictEqual(was, is) ? [] : [`another ${letter}`];
  });
  const isSameTest = before.terms === null || version.terms === null || isDeepStrictEqual(before.terms, version.terms);
  return isSameTest ? said : [...said, 'tried otherwise'];
}

const wordCount = (changes: readonly WordChange[], kind: WordChange['kind']): number =>
  changes.filter((one) => one.kind === kind).reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
