// Turns what was measured into rows of a table and the one object at the end.
import { cpus } from 'node:os';

export function describe({ messages, domains, sites, workers, latency }) {
  const late = latency > 0 ? `, each reply ${latency} ms late` : '';
  return `${messages} recipients, ${domains} domains, ${sites} sites, ${workers} workers${late}; ${cpus().length} cores`;
}

/**
 * @param name      what is measured
 * @param messages  recipients that were to get one copy each
 * @param run       { spent: CPU seconds per part, wallSeconds, planSeconds?, peakMb?, states? }
 * @param received  what the sink counted
 */
export function measured(name, messages, run, received) {
  const { sink = 0, dns = 0, ...parts } = run.spent;
  const cpuSeconds = Object.values(parts).reduce((sum, seconds) => sum + seconds, 0);
  const per1000 = (seconds) => (1000 * seconds) / messages;
  return {
    name,
    cpuPer1000: per1000(cpuSeconds),
    parts: Object.fromEntries(Object.entries(parts).map(([part, seconds]) => [part, per1000(seconds)])),
    around: { sink: per1000(sink), dns: per1000(dns) },
    rate: messages / run.wallSeconds,
    wallSeconds: run.wallSeconds,
    planSeconds: run.planSeconds,
    peakMb: run.peakMb,
    states: run.states,
    lost: messages - received.distinct,
    duplicates: received.duplicates,
    bytes: received.messages === 0 ? 0 : Math.round(received.bytes / received.messages),
    connections: received.connections,
    mostOpen: received.mostOpen,
  };
}

export function table(rows) {
  const lines = [
    '',
    'Sender                         CPU s/1,000   msg/s   wall s  lost  twice  bytes  connections (at a time)',
  ];
  for (const row of rows) {
    lines.push(
      [
        row.name.padEnd(31),
        row.cpuPer1000.toFixed(3).padStart(10),
        row.rate.toFixed(0).padStart(7),
        row.wallSeconds.toFixed(1).padStart(8),
        String(row.lost).padStart(5),
        String(row.duplicates).padStart(6),
        String(row.bytes).padStart(6),
        `${row.connections} (${row.mostOpen})`.padStart(12),
      ].join(' '),
    );
    const parts = Object.entries(row.parts).map(([part, seconds]) => `${part} ${seconds.toFixed(3)}`);
    const around = Object.entries(row.around).map(([part, seconds]) => `${part} ${seconds.toFixed(3)}`);
    lines.push(`    counted: ${parts.join(', ')}; not counted: ${around.join(', ')}`);
    if (row.planSeconds !== undefined)
      lines.push(
        `    planned in ${row.planSeconds.toFixed(2)} s before; peak memory of a worker ${row.peakMb} MB; ${JSON.stringify(row.states)}`,
      );
  }
  return [...lines, ''];
}

const rounded = (value, digits) => Number(value.toFixed(digits));

/** @param peers measured rows, those of Postfix by `key` */
export function summary(options, ours, peers) {
  const result = {};
  for (const peer of peers) {
    result[`cpu_ratio_vs_${peer.key}`] = rounded(ours.cpuPer1000 / peer.cpuPer1000, 3);
    result[`rate_ratio_vs_${peer.key}`] = rounded(ours.rate / peer.rate, 2);
  }
  return {
    ...result,
    ...{ messages: options.messages, lost: ours.lost, duplicates: ours.duplicates },
    cpu_s_per_1000: rounded(ours.cpuPer1000, 3),
    node_s_per_1000: rounded(ours.parts.node, 3),
    postgres_s_per_1000: rounded(ours.parts.postgres, 3),
    msg_per_s: rounded(ours.rate, 0),
    peak_worker_mb: ours.peakMb,
    ...Object.fromEntries(peers.map((peer) => [`${peer.key}_cpu_s_per_1000`, rounded(peer.cpuPer1000, 3)])),
    ...Object.fromEntries(peers.map((peer) => [`${peer.key}_msg_per_s`, rounded(peer.rate, 0)])),
    ...{ domains: options.domains, sites: options.sites, workers: options.workers, latency_ms: options.latency },
    cores: cpus().length,
  };
}
