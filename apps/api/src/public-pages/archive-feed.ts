// The archive as an Atom feed (RFC 4287): what is in it is text, whatever a subject says.
import type { ArchiveList } from '@doorstep/database';
import type { ShownIssue } from './archive-pages.js';
import { ownWords } from './languages.js';
import { html, Markup } from './page.js';

/** @param publicUrl of Doorstep, without a slash at the end */
export function atomFeed(list: ArchiveList, issues: readonly ShownIssue[], publicUrl: string): string {
  const home = `${publicUrl}/archive/${list.id}`;
  const { archive } = ownWords[list.language];
  // A feed without an entry was never updated: the beginning of time says so and stays the same.
  const updated = issues[0]?.startedAt ?? new Date(0);
  const entries = issues.map(
    (issue) => html`<entry>
  <id>urn:uuid:${issue.id}</id>
  <title type="text">${issue.subject || archive.issue}</title>
  <link rel="alternate" type="text/html" href="${home}/${issue.id}"/>
  <published>${issue.startedAt.toISOString()}</published>
  <updated>${issue.startedAt.toISOString()}</updated>
  <summary type="text">${issue.summary}</summary>
</entry>
`,
  );
  return html`${new Markup('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${list.language}">
<id>urn:uuid:${list.id}</id>
<title type="text">${list.name}</title>
<updated>${updated.toISOString()}</updated>
<author><name>${list.name}</name></author>
<link rel="self" type="application/atom+xml" href="${home}/feed.xml"/>
<link rel="alternate" type="text/html" href="${home}"/>
${entries}</feed>
`.text;
}
