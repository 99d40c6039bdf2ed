// doorstep check: what the mail servers of an address or a domain say now; a worker looks, no mail is sent.
import { setTimeout as pause } from 'node:timers/promises';
import { parseAddress, toAsciiDomain } from '@doorstep/contracts';
import { AddressStore, type Database, type LiveCheckRow, LiveCheckStore } from '@doorstep/database';
import { describeLiveCheck, lastFailure } from '@doorstep/diagnosis';
import { recordAudit, terminalActor } from '../terminal-actor.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

const WAIT_MS = 90_000;
const LOOK_MS = 250;

export async function run(args: readonly string[]): Promise<number> {
  const asksRecipient = args.includes('--recipient');
  const [asked, ...more] = args.filter((word) => word !== '--recipient');
  if (asked === undefined || more.length > 0 || asked.startsWith('-'))
    throw new UsageError('Name one address or one domain; --recipient asks the server about the address too.');
  const target = readTarget(asked, asksRecipient);
  return withDatabase(async (database) => {
    const store = new LiveCheckStore(database);
    const { id } = await store.add({ ...target, asksRecipient, startedBy: terminalActor() });
    await recordAudit(database, 'live-checks.begin', { kind: 'live-checks', id }, { address: target.target });
    const ended = await endOf(store, id);
    if (ended === null) {
      process.stderr.write('No worker has looked within 90 seconds. Check that one runs: doorstep doctor\n');
      return 1;
    }
    process.stdout.write(`${await inWords(database, ended)}\n`);
    return ended.hosts.some(({ outcome }) => outcome === 'open') ? 0 : 1;
  });
}

function readTarget(text: string, asksRecipient: boolean) {
  const parsed = parseAddress(text);
  if (parsed.isValid) return { target: parsed.normalized, domainName: parsed.domainName, address: parsed.normalized };
  const domainName = text.includes('@') ? null : toAsciiDomain(text.toLowerCase());
  if (domainName === null || !domainName.includes('.'))
    throw new UsageError(`${text} is neither an address nor a domain.`);
  if (asksRecipient) throw new UsageError('A domain has no recipient to ask about: name a whole address.');
  return { target: domainName, domainName, address: null };
}

async function endOf(store: LiveCheckStore, id: string): Promise<LiveCheckRow | null> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await pause(LOOK_MS)) {
    const row = await store.one(id);
    if (row?.state === 'ended') return row;
  }
  return null;
}

async function inWords(database: Database, row: LiveCheckRow): Promise<string> {
  const record = row.target.includes('@') ? await new AddressStore(database).record(row.target) : null;
  const { headline, dns, hosts, since } = describeLiveCheck(row, record && lastFailure(record.attempts));
  const lines = [headline, ''];
  if (dns) lines.push(`DNS  ${dns.ms} ms  ${dns.words}`);
  for (const { host, preference, addresses } of dns?.hosts ?? [])
    lines.push(`     ${preference} ${host} ${addresses.join(' ') || 'has no address'}`);
  for (const { mxHost, ip, tls, steps, recipient, certificate } of hosts) {
    lines.push('', `${mxHost} [${ip}]`);
    for (const { stage, ms, words } of steps)
      lines.push(`  ${stage.padEnd(8)} ${String(ms).padStart(7)} ms  ${oneLine(words)}`);
    if (tls !== null) lines.push(`  TLS: ${tls}`);
    if (certificate) lines.push(`  Certificate: ${certificate.subject}, until ${certificate.validTo.slice(0, 10)}`);
    if (recipient) lines.push(`  Of ${row.target} it says: ${oneLine(recipient.said)}`);
  }
  if (since) {
    lines.push('', `Since her last failure on ${since.failedAt.toISOString().slice(0, 10)}: ${since.words}`);
    for (const { label, thenWas, nowIs, isChanged } of since.changes)
      if (isChanged) lines.push(`  ${label}: then ${oneLine(thenWas)}; now ${oneLine(nowIs)}`);
  }
  return lines.join('\n');
}

/** Hosts may say anything: no line break and no control character of theirs reaches the terminal. */
const oneLine = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, 500);
