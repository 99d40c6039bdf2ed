// The worker's own HTTP face: /healthz for a supervisor, /metrics for Prometheus.
import { createServer, type Server } from 'node:http';
import type { Loop } from '../loop.js';
import type { Metrics } from './metrics.js';

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  readonly metrics: Metrics;
  readonly loops: readonly Loop[];
  readonly isDatabaseAway: () => boolean;
  /** Why nothing new is begun, in words. */
  readonly diskTrouble?: () => string | null;
}

/** A step that did not come round for so long, with a database that answers, hangs. */
const HANGING_MS = 5 * 60_000;

/** Resolves when it listens; rejects when the port is taken. */
export async function startHealthServer(options: HealthOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' || (path !== '/healthz' && path !== '/metrics')) {
      response.writeHead(404).end();
      return;
    }
    if (path === '/metrics') {
      options.metrics.text().then(
        (text) => response.writeHead(200, { 'content-type': options.metrics.contentType }).end(text),
        (error: Error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(error.message),
      );
      return;
    }
    const hanging = options.isDatabaseAway() ? [] : options.loops.filter((loop) => loop.idleMs() > HANGING_MS);
    const reason = options.diskTrouble?.() ?? null;
    const steps = hanging.map(({ name }) => name);
    const state =
      reason === null
        ? { status: steps.length === 0 ? 'ok' : 'hanging', steps }
        : { status: 'disk full', reason, steps };
    response.writeHead(state.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(state));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}
