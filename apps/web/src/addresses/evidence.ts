// The evidence of an address as a file: everything on its page, to be kept or sent along.
import { type AddressDelivery, type AddressPage, type AttemptView, csvLine } from '@doorstep/contracts';
import { certaintyWords, sideWords } from '../parts/words';
import { readReport } from './attempt-report';
import { storyOf } from './timeline';

const utcTime = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;
const indented = (text: string): string => text.replace(/^/gm, '    ');

function attemptLines(attempt: AttemptView): string[] {
  const { trouble, sourceIp } = readReport(attempt.report);
  const lines = [`- ${utcTime(attempt.begunAt)}: ${attempt.words}`];
  if (attempt.mxHost !== null) {
    lines.push(`  Your host: ${attempt.mxHost}${attempt.mxIp === null ? '' : ` [${attempt.mxIp}]`}`);
  }
  if (sourceIp !== null) lines.push(`  Our IP: ${sourceIp}`);
  if (attempt.tls !== null) lines.push(`  TLS: ${attempt.tls}`);
  const said = attempt.replyText ?? trouble;
  if (said !== null)
    lines.push(attempt.replyText === null ? '  What went wrong:' : '  Reply, verbatim:', indented(said));
  return lines;
}

function deliveryLines(delivery: AddressDelivery): string[] {
  const lines = [`${delivery.campaignName}`, `  Delivery id: ${delivery.id}`];
  for (const happening of storyOf(delivery)) {
    if (happening.kind === 'attempt') {
      lines.push(...attemptLines(happening.attempt));
      continue;
    }
    const { returned } = happening;
    lines.push(`- ${utcTime(returned.receivedAt)}: ${returned.words}`);
    if (returned.handover) {
      const { host, acceptedAt, queueId } = returned.handover;
      lines.push(`  Taken before by ${host ?? 'your host'} at ${utcTime(acceptedAt)}`);
      if (queueId !== null) lines.push(`  Your queue id: ${queueId}`);
    }
    if (returned.reportingMta !== null) lines.push(`  Reported by: ${returned.reportingMta}`);
    if (returned.finalRecipient !== null) lines.push(`  For: ${returned.finalRecipient}`);
    if (returned.diagnostic !== null) lines.push('  Diagnostic, verbatim:', indented(returned.diagnostic));
  }
  return lines;
}

/** Everything on the page as plain text. */
export function evidenceText(page: AddressPage, now: Date): string {
  const { verdict } = page;
  const lines = [
    `Evidence for ${page.address}`,
    `Written ${utcTime(now.toISOString())}`,
    '',
    verdict.headline,
    `${certaintyWords[verdict.certainty]} · ${sideWords[verdict.side]} · ${verdict.failed} of ${verdict.of} campaigns did not arrive`,
    verdict.why,
    ...(verdict.others === '' ? [] : [verdict.others]),
    '',
    'What to do',
    ...verdict.whatToDo.map((words) => `- ${words}`),
    'What will not help',
    ...verdict.whatWillNotHelp.map((words) => `- ${words}`),
    '',
    `Added ${page.timesAdded}, deleted ${page.timesDeleted} times.`,
    '',
    'Changes, newest first',
    ...page.events.map((event) => `- ${utcTime(event.at)}: ${event.words}`),
    '',
    'Campaigns, newest first',
  ];
  for (const delivery of page.deliveries) lines.push('', `${delivery.words}`, ...deliveryLines(delivery));
  return `${lines.join('\n')}\n`;
}

const columns = [
  ...['time_utc', 'campaign', 'delivery_id', 'what', 'outcome', 'stage', 'mx_host', 'mx_ip', 'our_ip', 'tls', 'code'],
  ...['enhanced_code', 'category', 'said', 'next_try_utc', 'final_recipient'],
];

/** Every try and every return, newest campaign first; the first row says of whom, and when it was written. */
export function evidenceCsv(page: AddressPage, now: Date): string {
  const rows = page.deliveries.flatMap((delivery) =>
    storyOf(delivery).map((happening) => {
      const { campaignName, id } = delivery;
      if (happening.kind === 'attempt') {
        const { attempt } = happening;
        const { trouble, sourceIp } = readReport(attempt.report);
        return [
          ...[
            attempt.begunAt,
            campaignName,
            id,
            'attempt',
            attempt.outcome,
            attempt.stage,
            attempt.mxHost,
            attempt.mxIp,
          ],
          ...[sourceIp, attempt.tls, attempt.replyCode, attempt.enhancedCode, attempt.category],
          ...[attempt.replyText ?? trouble, attempt.nextAttemptAt, null],
        ];
      }
      const { receivedAt, kind, category, diagnostic, finalRecipient, reportingMta } = happening.returned;
      return [
        ...[receivedAt, campaignName, id, 'returned', kind, null, reportingMta, null, null, null, null, null],
        ...[category, diagnostic, null, finalRecipient],
      ];
    }),
  );
  const head = [`Every try to ${page.address}`, `written ${utcTime(now.toISOString())}`, 'times in UTC'];
  const lines = [head, columns, ...rows.map((row) => row.map((cell) => String(cell ?? '')))];
  return `\uFEFF${lines.map(csvLine).join('')}`;
}

/** Everything on the page for a program. */
export const evidenceJson = (page: AddressPage): string => `${JSON.stringify(page, null, 2)}\n`;
