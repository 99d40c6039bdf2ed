// Figures for Prometheus: the process, the requests by route, how long due deliveries wait.
import { SystemStore } from '@doorstep/database';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { WORKER_SECONDS } from './health.js';

@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(system: SystemStore, host: HttpAdapterHost) {
    collectDefaultMetrics({ register: this.registry });
    const requests = new Histogram({
      name: 'doorstep_http_request_seconds',
      help: 'Requests by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [this.registry],
    });
    (host.httpAdapter.getInstance() as FastifyInstance).addHook('onResponse', async (request, reply) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
      requests.observe(labels, reply.elapsedTime / 1000);
    });
    const gauge = (name: string, help: string, read: () => Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        async collect() {
          this.set(await read());
        },
      });
    gauge('doorstep_oldest_due_seconds', 'How long the oldest due delivery waits', () => system.oldestDueSeconds());
    gauge('doorstep_workers_alive', 'Workers seen within a minute', async () => {
      const workers = await system.workers();
      return workers.filter(({ secondsAgo }) => secondsAgo <= WORKER_SECONDS).length;
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
