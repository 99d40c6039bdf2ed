// What waits for a person, worst first: each card says what, since when, and where to go.
import type { Overview } from '@doorstep/contracts';
import type { OverviewFacts } from '@doorstep/database';

type Card = Omit<Overview['needsYou'][number], 'since'> & { readonly since: Date | null };

/** A mailbox may fail once or twice: networks do. */
const FAILING_STREAK = 3;
const MOST = 7;
const CHECK_WORDS: Readonly<Record<string, string>> = {
  spf: 'SPF',
  dkim: 'DKIM',
  dmarc: 'DMARC',
  ptr: 'PTR',
  return_path: 'return path',
  alignment: 'alignment',
  blocklist: 'blocklists',
};

/** @param workerSecondsAgo when a worker was last seen; null: never */
export function needsYou(facts: OverviewFacts, workerSecondsAgo: number | null): Card[] {
  const cards: Card[] = [];
  const add = (kind: string, words: string, href: string, since: Date | null, count: number | null = null) =>
    cards.push({ kind, words, href, since, count });
  if (workerSecondsAgo === null || workerSecondsAgo > 60) {
    const since = workerSecondsAgo === null ? null : new Date(facts.now.getTime() - workerSecondsAgo * 1000);
    add('no_worker', 'No worker runs: nothing is sent, imported or read until one does.', '/queue', since);
  }
  if (facts.restored !== null && facts.restored.held > 0) {
    const { backupAt, lastAliveAt, held, since } = facts.restored;
    const words = `A backup of ${minuteOf(backupAt)} was restored, and Doorstep had run until ${minuteOf(lastAliveAt)}. ${held === 1 ? 'One campaign or series is' : `${held} campaigns and series are`} held, so that nobody gets anything twice.`;
    add('backup_restored', words, '/campaigns/restored', since);
  }
  for (const flood of facts.floods)
    add('site_flood', floodWords(flood), `/suppressions?incident=${flood.id}`, flood.since);
  for (const { id, name, reason, since } of facts.pausedCampaigns)
    add('campaign_paused', `"${name}" was paused: ${reason}`, `/campaigns/${id}`, since);
  for (const { id, name, since } of facts.askingTests)
    add(
      'choose_variant',
      `Variants of "${name}" were tried: choose which one the rest gets.`,
      `/campaigns/${id}`,
      since,
    );
  for (const { name, checks, checkedAt, brokeAt } of facts.domains) {
    const failed = (checks ?? []).filter(({ result }) => result === 'fail');
    if (failed.length === 0) continue;
    const which = failed.map((check) => CHECK_WORDS[check.name] ?? check.name).join(', ');
    const words =
      brokeAt === null
        ? `DNS records of ${name} are not right: ${which}.`
        : `DNS records of ${name} were right and are not any more: ${which}.`;
    add('domain_check_failed', words, '/sending-domains', brokeAt ?? checkedAt);
  }
  for (const { dkimTrouble, dkimTroubleSince } of facts.domains)
    if (dkimTrouble !== null) add('dkim_switch_failed', dkimTrouble, '/sending-domains', dkimTroubleSince);
  for (const { name, isEnabled, errorStreak, lastError, lastReadAt } of facts.mailboxes) {
    if (!isEnabled || errorStreak < FAILING_STREAK) continue;
    const words = `The bounce mailbox "${name}" cannot be read: ${lastError ?? 'unknown reason'}`;
    add('mailbox_failing', words, '/bounce-mailboxes', lastReadAt);
  }
  for (const { hostName, port, state, trouble, seenAt } of facts.listeners) {
    if (state === 'listening') continue;
    const why = state === 'silent' ? 'its worker is not running.' : (trouble ?? 'it may not listen.');
    add('listener_down', `Bounces cannot come in at ${hostName}, port ${port}: ${why}`, '/bounce-mailboxes', seenAt);
  }
  for (const { domain, since } of facts.openLoops) {
    const words = `Bounces of ${domain} are probably lost: the marked message of the last full-loop test did not come back.`;
    add('loop_open', words, '/bounce-mailboxes', since);
  }
  for (const { id, name, state, count } of facts.undecided) {
    const subject = count === 1 ? `delivery of "${name}" is` : `deliveries of "${name}" are`;
    const words =
      state === 'held'
        ? `${subject} held back until you decide`
        : `${subject} in doubt: the line broke before the answer`;
    add(state, words, `/campaigns/${id}?tab=people&group=${state}`, null, count);
  }
  for (const { campaignId, series, number, since } of facts.unchangedIssues) {
    const words = `Issue ${number} of "${series}" is a draft: nothing was changed since the one before. Send it, or delete it.`;
    add('series_unchanged', words, `/campaigns/${campaignId}`, since);
  }
  const { pausedSites, waitingImports } = facts;
  if (pausedSites.count > 0)
    add(
      'sites_paused',
      pausedSites.count === 1
        ? 'destination asked us to slow down or refuses us for now'
        : 'destinations asked us to slow down or refuse us for now',
      '/queue',
      pausedSites.since,
      pausedSites.count,
    );
  if (waitingImports.count > 0)
    add(
      'import_waiting',
      waitingImports.count === 1 ? 'checked import waits for your yes' : 'checked imports wait for your yes',
      '/imports',
      waitingImports.since,
      waitingImports.count,
    );
  const { unmatchedMail } = facts;
  if (unmatchedMail.count > 0)
    add(
      'unmatched_mail',
      unmatchedMail.count === 1
        ? 'returned message could not be matched: say whose it is, or lay it aside'
        : 'returned messages could not be matched: say whose they are, or lay them aside',
      '/returned-mail?show=unmatched',
      unmatchedMail.since,
      unmatchedMail.count,
    );
  for (const { id, url, reason, since } of facts.webhooks)
    add('webhook_off', `The webhook ${url} was switched off. ${reason}`, `/settings/webhooks/${id}`, since);
  return cards.slice(0, MOST);
}

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** "outlook.com says that 214 people do not exist, 40 times as many as usual." */
function floodWords({ name, held, hard, settled, usualPercent }: OverviewFacts['floods'][number]): string {
  const people = held === 1 ? '1 person does' : `${held} people do`;
  const times = usualPercent === null || usualPercent <= 0 ? null : Math.round(((hard / settled) * 100) / usualPercent);
  const usual = times === null ? '' : `, ${times} times the usual`;
  return `${name} says that ${people} not exist${usual}. Probably its own trouble: nobody is suppressed until you decide.`;
}
