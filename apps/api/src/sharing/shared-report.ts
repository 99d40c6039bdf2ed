// How a shared report looks: tables that paper does not cut, every value as text.
import { type CampaignReport, variantLetter } from '@doorstep/contracts';
import type { DeliveryRow } from '@doorstep/database';
import { describeCategory, describeDelivery, providerLabel } from '@doorstep/diagnosis';
import type { ReportService } from '../campaigns/report.service.js';
import { html, Markup } from '../public-pages/page.js';
import { frame, type SharedPage, utc } from './shared-frame.js';

type Report = Awaited<ReturnType<ReportService['report']>>;

const GROUPS: Readonly<Record<CampaignReport['groups'][number]['group'], string>> = {
  accepted_first: 'Accepted, first try',
  accepted_retry: 'Accepted, after a retry',
  trying_again: 'Trying again',
  not_yet: 'Not yet',
  refused: 'Refused',
  gave_up: 'Gave up',
  returned: 'Returned later',
  complained: 'Complained',
  in_doubt: 'In doubt',
  held: 'Waiting for a decision',
  suppressed: 'Held back',
  excluded: 'Left out',
  cancelled: 'Cancelled',
  missed: 'Did not get it',
  got_it: 'Has it',
};

const number = new Intl.NumberFormat('en');
const n = (value: number) => number.format(value);
const share = (part: number, of: number) =>
  of < 20 ? `${n(part)} of ${n(of)}` : `${((part / of) * 100).toFixed(1)}% of ${n(of)}`;

export function sharedPage(report: Report, missed: readonly DeliveryRow[] | null, expiresAt: Date): SharedPage {
  const times = report.startedAt === null ? 'Not begun' : `Begun ${utc(report.startedAt)}`;
  const body = html`<h1>${report.name}</h1>
<p class="soft">Subject: ${report.subject}. ${times}${report.finishedAt === null ? '' : `, ended ${utc(report.finishedAt)}`}. As of ${utc(report.asOf)}.</p>
<p class="verdict">${report.words}</p>
${groupTable(report)}${causeTable(report)}${variantTable(report)}${readerTable(report)}${beforeTable(report)}${missed === null ? new Markup('') : missedTable(missed, report.missed)}
<p class="soft">“Accepted” means that their mail server took the message; whether it lies in the inbox, nobody outside can see. All times are UTC. This link ends ${utc(expiresAt)}.</p>`;
  return frame(report.name, body, 200);
}

function groupTable({ groups, audience }: Report): Markup {
  const rows = groups.map(
    ({ group, people }) =>
      html`<tr><th scope="row">${GROUPS[group]}</th><td class="n">${n(people)}</td><td class="n">${share(people, audience)}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">What became of it</th><th scope="col" class="n">People</th><th scope="col" class="n">Share</th></tr></thead>
<tbody>${rows}<tr><th scope="row">Together</th><td class="n">${n(audience)}</td><td></td></tr></tbody></table>`;
}

function causeTable({ causes }: Report): Markup {
  if (causes.length === 0) return new Markup('');
  const rows = causes.map(({ category, people, providers }) => {
    const where = providers.slice(0, 4).map(({ provider, people: own }) => `${providerLabel(provider)} ${n(own)}`);
    return html`<tr><th scope="row">${describeCategory(category)}</th><td>${where.join(', ')}</td><td class="n">${n(people)}</td></tr>`;
  });
  return html`<h2>Why not everybody has it</h2><table><thead><tr><th scope="col">Cause</th><th scope="col">Where</th><th scope="col" class="n">People</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function readerTable({ readers }: Report): Markup {
  if (readers === null) return new Markup('');
  const links = readers.links.map(
    ({ url, clicks, machines }) =>
      html`<tr><th scope="row">${url}</th><td class="n">${n(clicks)}</td><td class="n">${n(machines)}</td></tr>`,
  );
  return html`<h2>Opens and clicks</h2><p>${n(readers.opens)} opens and ${n(readers.clicks)} clicks by people; ${n(readers.openMachines + readers.clickMachines)} by machines, not counted.</p>
<table><thead><tr><th scope="col">Link</th><th scope="col" class="n">Clicks</th><th scope="col" class="n">Machines</th></tr></thead><tbody>${links}</tbody></table>`;
}

function variantTable({ abTest }: Report): Markup {
  if (abTest === null) return new Markup('');
  const shareOf = (did: number | null, of: number) => (did === null ? 'not counted' : share(did, of));
  const rows = abTest.variants.map(
    (one) =>
      html`<tr><th scope="row">${variantLetter(one.number)}${abTest.winner === one.number ? ' (chosen)' : ''}</th><td>${one.subject}</td><td class="n">${n(one.gotIt)}</td><td class="n">${shareOf(one.peopleOpened, one.gotIt)}</td><td class="n">${shareOf(one.peopleClicked, one.gotIt)}</td></tr>`,
  );
  return html`<h2>Variants that were tried</h2><p>${abTest.words}${abTest.reason === null || abTest.reason === abTest.words ? '' : ` ${abTest.reason}`}</p><div class="wide"><table><thead><tr><th scope="col">Variant</th><th scope="col">Subject</th><th scope="col" class="n">Has it</th><th scope="col" class="n">Opened</th><th scope="col" class="n">Clicked</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function beforeTable({ previous }: Report): Markup {
  if (previous.length === 0) return new Markup('');
  const rows = previous.map(
    (one) =>
      html`<tr><th scope="row">${one.name}</th><td>${utc(one.startedAt)}</td><td class="n">${share(one.accepted, one.tried)}</td><td class="n">${n(one.missed)}</td></tr>`,
  );
  return html`<h2>Campaigns before it</h2><table><thead><tr><th scope="col">Campaign</th><th scope="col">Begun</th><th scope="col" class="n">Accepted</th><th scope="col" class="n">Did not get it</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function missedTable(rows: readonly DeliveryRow[], all: number): Markup {
  const lines = rows.map((row) => html`<tr><th scope="row">${row.address}</th><td>${describeDelivery(row)}</td></tr>`);
  const more = all > rows.length ? ` The first ${n(rows.length)} of ${n(all)}.` : '';
  return html`<h2>Who did not get it</h2><p class="soft">${n(all)} in all.${more}</p><table><thead><tr><th scope="col">Address</th><th scope="col">What happened</th></tr></thead><tbody>${lines}</tbody></table>`;
}
