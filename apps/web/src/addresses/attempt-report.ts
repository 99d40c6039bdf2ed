// Reads the recorded report of an attempt: steps with their times, the DNS answer. Old or odd records give less, never a fault.

export interface ReportStep {
  readonly stage: string;
  readonly mxHost: string | null;
  readonly ip: string | null;
  readonly ms: number | null;
  readonly words: string;
}

export interface ReadReport {
  readonly steps: readonly ReportStep[];
  readonly trouble: string | null;
  readonly sourceIp: string | null;
  /** What DNS said, in one line; null when it was not recorded. */
  readonly dns: string | null;
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function readReport(report: unknown): ReadReport {
  const fields = fieldsOf(report);
  return {
    steps: listOf(fields.steps).slice(0, 200).map(readStep),
    trouble: textOf(fields.trouble),
    sourceIp: textOf(fields.sourceIp),
    dns: dnsLine(fieldsOf(fields.mx)),
  };
}

function readStep(step: unknown): ReportStep {
  const fields = fieldsOf(step);
  return {
    stage: textOf(fields.stage) ?? '',
    mxHost: textOf(fields.mxHost),
    ip: textOf(fields.ip),
    ms: typeof fields.ms === 'number' ? fields.ms : null,
    words: textOf(fields.words) ?? '',
  };
}

const withoutHosts: Record<string, string> = {
  'null-mx': 'The domain says that it takes no mail (null MX).',
  nxdomain: 'The domain does not exist (NXDOMAIN).',
  'no-address': 'The domain exists; no mail server of it has an address.',
};

function dnsLine(mx: Fields): string | null {
  const kind = textOf(mx.kind);
  if (kind === null) return null;
  if (kind === 'trouble') return `DNS gave no answer: ${textOf(mx.trouble) ?? 'reason not recorded'}.`;
  const fixed = withoutHosts[kind];
  if (fixed !== undefined) return fixed;
  const hosts = listOf(mx.hosts).map((host) => {
    const { host: name, preference, addresses } = fieldsOf(host);
    const where = listOf(addresses).join(', ');
    return `${String(preference ?? '')} ${String(name ?? '')} (${where === '' ? 'no address' : where})`.trim();
  });
  return kind === 'implicit' ? `No MX; the domain itself: ${hosts.join('; ')}` : hosts.join('; ');
}
