// Before and after every route: the Origin check, security headers, one log line per request.
import type { Config } from '@doorstep/config';
import type { FastifyInstance } from 'fastify';
import { comesFromOurPages } from '../auth/origin-check.js';
import { problem } from './problem.js';
import { sendProblem } from './problem-filter.js';

/** What the API itself serves; everything else is the dashboard's. */
export const isOfApi = (url: string): boolean =>
  /^\/(v1|auth|u|m|me|link|archive|confirm|subscribe|l|o|share|healthz|readyz|metrics)(\/|\?|$)/.test(url);

export function addGates(fastify: FastifyInstance, config: Config): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (comesFromOurPages(config, request)) return;
    const words = 'This request comes from another page than ours. Open Doorstep at its own address and try again.';
    await sendProblem(problem('foreign_origin', 403, words), request, reply);
    return reply;
  });
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (config.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
    if (!isOfApi(request.url)) return;
    reply.header('x-request-id', request.id);
    const defaults = {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    };
    for (const [name, value] of Object.entries(defaults)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    if (!isOfApi(request.url)) return;
    // The pattern, not the address: tokens and people's addresses stand in paths.
    const route = request.routeOptions.url ?? 'none';
    const level = route === '/healthz' || route === '/readyz' ? 'debug' : 'info';
    const ms = Math.round(reply.elapsedTime);
    request.log[level]({ method: request.method, route, status: reply.statusCode, ms, ip: request.ip }, 'request');
  });
}
