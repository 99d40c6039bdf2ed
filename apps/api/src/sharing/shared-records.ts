// The records of a sending domain for whoever manages its DNS: what to set, where, and what is right already.
import { type DnsRecord, dnsRecords, domainCheckWords } from '@doorstep/contracts';
import type { SendingDomainRow } from '@doorstep/database';
import { html, Markup } from '../public-pages/page.js';
import { frame, type SharedPage, utc } from './shared-frame.js';

export function recordsPage(
  { name, checks, checkedAt }: Pick<SendingDomainRow, 'name' | 'checks' | 'checkedAt'>,
  expiresAt: Date,
): SharedPage {
  const { toSet, right } = dnsRecords(checks);
  const title = `DNS records for ${name}`;
  const body = html`<h1>${title}</h1>
<p class="soft">${checkedAt === null ? 'Not looked up yet.' : `As seen from outside ${utc(checkedAt)}; looked up again from time to time.`}</p>
<p>These records belong into the DNS of <code>${name}</code>, so that mail servers can tell our newsletter from forgeries. Names are written whole: many panels want them without <code>.${name}</code> at the end. Where a record of the same name and kind stands already, replace it; two of them count as none. A click on a value takes the whole of it.</p>
${verdict(toSet.length, toSet.length + right.length)}${part('To be set', toSet)}${part('Right already', right)}
<p class="soft">All times are UTC. This link ends ${utc(expiresAt)}.</p>`;
  return frame(title, body, 200);
}

function verdict(open: number, all: number): Markup {
  if (all === 0)
    return html`<p class="verdict">What has to be set is not known yet. Ask for a check of the domain.</p>`;
  if (open === 0) return html`<p class="verdict">All records are right: there is nothing to do.</p>`;
  return html`<p class="verdict">${open} of ${all} ${open === 1 ? 'is' : 'are'} to be set.</p>`;
}

function part(title: string, records: readonly DnsRecord[]): Markup {
  if (records.length === 0) return new Markup('');
  return html`<h2>${title}</h2>${records.map(recordTable)}`;
}

function recordTable({ name, words, recordType, recordName, expected, found, result }: DnsRecord): Markup {
  const { title, purpose } = domainCheckWords(name) ?? { title: name, purpose: '' };
  const now = found.map((one) => html`<div><code>${one}</code></div>`);
  const rows = [
    html`<tr><th scope="row">Type</th><td>${recordType ?? 'TXT'}</td></tr>`,
    html`<tr><th scope="row">Name</th><td><code>${recordName}</code></td></tr>`,
    html`<tr><th scope="row">Value</th><td><code>${expected}</code></td></tr>`,
    ...(result === 'pass'
      ? []
      : [html`<tr><th scope="row">Now</th><td>${now.length === 0 ? new Markup('nothing') : now}</td></tr>`]),
  ];
  return html`<table class="record"><caption><strong>${title}</strong> <span class="soft">${purpose} ${words}</span></caption><tbody>${rows}</tbody></table>`;
}
