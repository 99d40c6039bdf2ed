// The evidence of an address as a file: everything on its page, to be kept or sent along.
import type { AddressDelivery, AddressPage, AttemptView } from '@doorstep/contracts';
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

/** Everything on the page for a program. */
export const evidenceJson = (page: AddressPage): string => `${JSON.stringify(page, null, 2)}\n`;
