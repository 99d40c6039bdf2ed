// Looks at one address of an MX host without mail: connection, greeting, encryption, and on request one question about a recipient.
import type { AttemptReport, Reply, Stage, Step } from '../report.js';
import { forbidden } from './connect-to-site.js';
import type { ConnectOptions } from './site-connection.js';
import { type Candidate, tryAddress } from './try-address.js';

/** The certificate a host presented. */
export interface SeenCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** "DNS:mx.example.org, DNS:…", or null. */
  readonly names: string | null;
  readonly validTo: Date;
}

export interface HostCheck extends Candidate {
  /** open: mail could be handed over · failed: `stage` says how far it came. */
  readonly outcome: 'open' | 'failed';
  readonly stage: Stage | null;
  readonly reply: Reply | null;
  readonly trouble: string | null;
  readonly sourceIp: string | null;
  /** In the words of AttemptReport.tls. */
  readonly tls: string | null;
  readonly certificate: SeenCertificate | null;
  readonly steps: readonly Step[];
  /** What was said of the recipient; null when nobody asked. */
  readonly recipient: Pick<AttemptReport, 'outcome' | 'stage' | 'reply' | 'trouble'> | null;
}

/** Whom to ask about. A host counts such questions, so there is one, and only when a person wished it. */
export interface AskedRecipient {
  /** Return path; empty for the null sender. */
  readonly from: string;
  readonly to: string;
}

const MOST_TEXT = 500;

/**
 * Never sends DATA. Without `asked` it ends with QUIT after EHLO (RFC 5321 §4.1.1.10); with it after RCPT and RSET.
 * Never throws for what the world answers.
 */
export async function checkHost(
  options: ConnectOptions,
  candidate: Candidate,
  asked: AskedRecipient | null,
): Promise<HostCheck> {
  const steps: Step[] = [];
  const { mxHost, ip } = candidate;
  const nothing = { reply: null, sourceIp: null, tls: null, certificate: null, recipient: null };
  const barred = forbidden(options, candidate);
  if (barred !== null) {
    steps.push({ stage: 'connect', mxHost, ip, ms: 0, words: barred });
    return { ...candidate, ...nothing, outcome: 'failed', stage: 'connect', trouble: barred, steps };
  }
  const reached = await tryAddress(options, candidate, steps);
  if (!('connection' in reached)) {
    const { stage, reply, trouble, sourceIp, tls } = reached;
    return { ...candidate, ...nothing, outcome: 'failed', stage, reply, trouble, sourceIp, tls, steps };
  }
  const { connection, facts } = reached;
  const { sourceIp, tls } = connection;
  const certificate = readCertificate(facts.certificate());
  let recipient: HostCheck['recipient'] = null;
  if (asked !== null) {
    const { outcome, stage, reply, trouble, steps: told } = await connection.askRecipient(asked);
    recipient = { outcome, stage, reply, trouble };
    steps.splice(0, steps.length, ...told);
  }
  await connection.close();
  return {
    ...candidate,
    ...nothing,
    ...{ outcome: 'open', stage: null, trouble: null, sourceIp, tls, certificate, recipient, steps },
  };
}

function readCertificate(
  seen: { subject: string; issuer: string; subjectAltName: string | undefined; validTo: string } | undefined,
): SeenCertificate | null {
  if (seen === undefined) return null;
  const line = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, MOST_TEXT);
  return {
    subject: line(seen.subject),
    issuer: line(seen.issuer),
    names: seen.subjectAltName === undefined ? null : line(seen.subjectAltName),
    validTo: new Date(seen.validTo),
  };
}
