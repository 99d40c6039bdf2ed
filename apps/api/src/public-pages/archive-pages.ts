// Pages of the archive: the issues of a list, and one issue. Public, so they may be kept by caches for a while.
import { createHash } from 'node:crypto';
import type { ArchiveList } from '@doorstep/database';
import type { PublicIssue } from '@doorstep/message';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ownWords } from './languages.js';
import { html, Markup, type PageFrame, type ReaderPage } from './page.js';

export interface ShownIssue extends PublicIssue {
  readonly id: string;
  readonly startedAt: Date;
}

/** Of a page anybody may see. The styles of an issue stand in its elements; no script, no form, no image of others. */
const CONTENT_SECURITY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const KEPT = 'public, max-age=300';

const ISSUE_STYLE = `.issue{background:#fff;color:#1c2024;color-scheme:light;border:1px solid var(--line);border-radius:8px;padding:1rem;overflow-x:auto;margin:0 0 1rem}
.issue img{max-width:100%;height:auto}.issue table{max-width:100%}.issue .plain{white-space:pre-wrap}.issues{list-style:none;padding:0}.issues li{margin:0 0 1.25rem}.issues a{font-weight:600}`;

const dayOf = (at: Date, list: ArchiveList) =>
  new Intl.DateTimeFormat(list.language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);

const dated = (at: Date, list: ArchiveList) =>
  html`<time class="soft" datetime="${at.toISOString()}">${dayOf(at, list)}</time>`;

const subscribe = (list: ArchiveList) =>
  list.hasForm ? html`<p><a href="/subscribe/${list.id}">${ownWords[list.language].archive.subscribe}</a></p>` : html``;

/** @param next the issue after which older ones follow; null: that is all · @param isFirst the newest are on it */
export function issuesPage(
  list: ArchiveList,
  issues: readonly ShownIssue[],
  next: string | null,
  isFirst: boolean,
): ReaderPage {
  const { archive } = ownWords[list.language];
  const items = issues.map(
    (
      issue,
    ) => html`<li><a href="/archive/${list.id}/${issue.id}">${issue.subject || archive.issue}</a><br>${dated(issue.startedAt, list)}
<br>${issue.summary}</li>`,
  );
  return {
    language: list.language,
    title: archive.title(list.name),
    body: html`${list.description === '' ? html`` : html`<p>${list.description}</p>`}${subscribe(list)}
${issues.length === 0 ? html`<p class="soft">${archive.empty}</p>` : html`<ul class="issues">${items}</ul>`}
${isFirst ? html`` : html`<p><a href="/archive/${list.id}">${archive.newest}</a></p>`}${next === null ? html`` : html`<p><a rel="next" href="/archive/${list.id}?before=${next}">${archive.older}</a></p>`}
<hr><p class="soft"><a href="/archive/${list.id}/feed.xml">${archive.feed}</a></p>`,
  };
}

export function issuePage(list: ArchiveList, issue: ShownIssue): ReaderPage {
  const { archive } = ownWords[list.language];
  const body = issue.html === null ? html`<div class="plain">${issue.text}</div>` : new Markup(issue.html);
  return {
    language: list.language,
    title: issue.subject || archive.issue,
    body: html`<p>${dated(issue.startedAt, list)}</p>
<div class="issue" role="region" tabindex="0" aria-label="${archive.issue}">${body}</div>
${subscribe(list)}<p><a href="/archive/${list.id}">${archive.all(list.name)}</a></p>`,
  };
}

export function noIssuePage(language: ArchiveList['language']): ReaderPage {
  const { archive } = ownWords[language];
  return { language, status: 404, title: archive.none, body: html`<p>${archive.noneText}</p>` };
}

/** @param isIndexed whether search engines may list it */
export const frameOf = (list: ArchiveList): PageFrame => ({
  style: ISSUE_STYLE,
  isWide: true,
  head: html`<link rel="icon" href="data:,"><link rel="alternate" type="application/atom+xml" title="${list.name}" href="/archive/${list.id}/feed.xml">`,
  isIndexed: list.isIndexed,
  headers: {
    'content-security-policy': CONTENT_SECURITY,
    'referrer-policy': 'no-referrer',
    'cache-control': KEPT,
    ...(!list.isIndexed && { 'x-robots-tag': 'noindex, nofollow, noarchive' }),
  },
});

/** Answers 304 to a cache that has it as it is (RFC 9110 §13.1.2). */
export function sendKept(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, type, headers }: { body: string; type: string; headers: Readonly<Record<string, string>> },
): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  reply.headers({ ...headers, etag });
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
  return reply.type(type).send(body);
}
