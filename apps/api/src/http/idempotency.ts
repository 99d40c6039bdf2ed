// Idempotency-Key on POST: the same key gives the first answer again for 24 hours.
import { createHash } from 'node:crypto';
import { type IdempotencyClaim, IdempotencyStore } from '@doorstep/database';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import type { ActingRequest } from './actor.js';
import { problem } from './problem.js';

const SECRET = 'doorstep:holds-secret';
/** The answer is shown once and never stored: a replay of the key is refused with words. */
export const HoldsSecret = () => SetMetadata(SECRET, true);

const KEY = /^[\x21-\x7e]{8,200}$/;

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly records: IdempotencyStore,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<ActingRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined || request.method !== 'POST' || request.actor === undefined) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw problem('bad_idempotency_key', 400, 'An Idempotency-Key is 8 to 200 visible signs.');
    }
    const path = request.url.split('?')[0] ?? '';
    const id = sha256(`${request.actor.kind} ${request.actor.id} POST ${path} ${key}`).toString('base64url');
    const isSecret = this.reflector.get<boolean | undefined>(SECRET, context.getHandler()) === true;
    const reply = http.getResponse<FastifyReply>();
    return from(this.records.claim(id, requestHash(request))).pipe(
      mergeMap((claim) => (claim.kind === 'first' ? this.run(id, isSecret, reply, next) : replay(claim, reply))),
    );
  }

  private run(id: string, isSecret: boolean, reply: FastifyReply, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.records.keepAnswer(id, reply.statusCode, isSecret ? { isSecret: true } : answer);
        return answer;
      }),
      catchError(async (error: unknown) => {
        await this.records.giveUp(id);
        throw error;
      }),
    );
  }
}

function replay(claim: Exclude<IdempotencyClaim, { kind: 'first' }>, reply: FastifyReply): Observable<unknown> {
  switch (claim.kind) {
    case 'other':
      throw problem('idempotency_key_reused', 422, 'This Idempotency-Key was used for another request. Use a new one.');
    case 'running':
      throw problem('idempotency_key_running', 409, 'The first request with this key still runs. Ask again shortly.');
    case 'answered':
      if ((claim.body as { isSecret?: unknown } | null)?.isSecret === true) {
        const words = 'This was done before with the same key. Its answer held a secret and is not shown twice.';
        throw problem('answer_not_kept', 409, words);
      }
      reply.code(claim.status).header('idempotency-replayed', 'true');
      return of(claim.body ?? undefined);
  }
}

/** A file on its way is not read for this: its address and its length stand for it. */
function requestHash(request: ActingRequest): Buffer {
  const isFile = typeof (request.body as { pipe?: unknown } | null | undefined)?.pipe === 'function';
  const body = isFile ? `file of ${request.headers['content-length'] ?? '?'}` : JSON.stringify(request.body ?? null);
  return sha256(`${request.url}\n${body}`);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
