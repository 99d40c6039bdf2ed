// The one filter: every error becomes application/problem+json; only bugs reach the log as errors.
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemError } from './problem.js';
import { problemBody } from './problem.js';
import { problemFrom } from './problem-from.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost) {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Writes the problem; for hooks and plain Fastify routes too. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told: ProblemError = problemFrom(error);
  if (told.status >= 500) request.log.error({ err: error, code: told.code }, told.code);
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy(); // an answer that broke off half-way must not look whole
    return reply;
  }
  if (told.status === 503) reply.header('retry-after', '5');
  return reply
    .code(told.status)
    .type('application/problem+json; charset=utf-8')
    .send(problemBody(told, request.url.split('?')[0] ?? request.url, request.id));
}
