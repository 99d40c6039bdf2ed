// What the worker counts, as Prometheus reads it.
import type { DecidedOutcome } from '@doorstep/database';
import type { TlsPolicyName, TlsResult } from '@doorstep/delivery';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface Metrics {
  countDecided(decided: DecidedOutcome): void;
  /** A session, or a policy that could not be fetched, in the words of RFC 8460. */
  countTls(policy: TlsPolicyName, result: TlsResult): void;
  /** A message or recipient at the bounce listener. */
  countInbound(result: 'accepted' | 'refused' | 'put_off'): void;
  /** Shows the bounce listener as well; called once, by a worker that has one. */
  showListener(read: { isListening(): boolean; connections(): number }): void;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
}

export interface Gauges {
  readonly lanes: () => number;
  readonly inHand: () => number;
  readonly resultsWaiting: () => number;
  readonly isDatabaseAway: () => boolean;
}

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: 'doorstep_attempts_total',
    help: 'Attempts that ended, by outcome and category',
    labelNames: ['outcome', 'category'],
    registers: [registry],
  });
  const sessions = new Counter({
    name: 'doorstep_tls_sessions_total',
    help: 'Sessions with MX hosts by TLS policy and result (RFC 8460 section 4.3)',
    labelNames: ['policy', 'result'],
    registers: [registry],
  });
  const inbound = new Counter({
    name: 'doorstep_bounce_listener_total',
    help: 'Messages taken, refused for good and put off by the bounce listener',
    labelNames: ['result'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('doorstep_lanes', 'Site lanes this worker runs', gauges.lanes);
  gauge('doorstep_deliveries_in_hand', 'Deliveries claimed and not settled', gauges.inHand);
  gauge('doorstep_results_waiting', 'Results not written to the database yet', gauges.resultsWaiting);
  gauge('doorstep_database_away', '1 while the database does not answer', () => Number(gauges.isDatabaseAway()));
  return {
    countDecided: ({ outcome, category }) => attempts.inc({ outcome, category: category ?? 'none' }),
    countTls: (policy, result) => sessions.inc({ policy, result }),
    countInbound: (result) => inbound.inc({ result }),
    showListener({ isListening, connections }) {
      gauge('doorstep_bounce_listener_up', '1 while the bounce listener listens', () => Number(isListening()));
      gauge('doorstep_bounce_listener_connections', 'Connections open to the bounce listener', connections);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
