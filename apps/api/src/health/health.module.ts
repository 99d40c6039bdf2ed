// /healthz, /readyz and /metrics: for supervisors and for Prometheus.
import { Controller, Get, Module, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AccessGuard } from '../auth/access.guard.js';
import { type ActingRequest, may } from '../http/actor.js';
import { problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Public } from '../http/scopes.js';
import { Health } from './health.js';
import { Metrics } from './metrics.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly guard: AccessGuard,
  ) {}

  /** The process lives; nothing else is asked. */
  @Get('healthz')
  @Public()
  @Returns(null, { as: 'application/json' })
  alive() {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  @Returns(null, { as: 'application/json' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const reasons = await this.health.reasons();
    if (reasons.length > 0) reply.code(503).header('retry-after', '2');
    return { status: reasons.length === 0 ? 'ready' : 'not ready', reasons };
  }

  @Get('metrics')
  @Public()
  @Returns(null, { as: 'text/plain' })
  async figures(@Req() request: ActingRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.mayRead(request, reply);
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return this.metrics.text();
  }

  /** Loopback without a proxy between, or credentials that may see deliverability. */
  private async mayRead(request: ActingRequest, reply: FastifyReply): Promise<void> {
    if (LOOPBACK.test(request.ip) && request.headers['x-forwarded-for'] === undefined) return;
    const actor = await this.guard.actorOf(request, reply);
    if (actor === null) throw problem('not_signed_in', 401, 'Send an API key with deliverability:read.');
    if (!may(actor, 'deliverability:read'))
      throw problem('scope_missing', 403, 'This needs deliverability:read, which you do not have here.');
  }
}

@Module({ controllers: [HealthController], providers: [AccessGuard, Health, Metrics], exports: [Health] })
export class HealthModule {}
