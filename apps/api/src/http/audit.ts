// The audit: every change by a person or a key is appended by one interceptor; services may add what it cannot see.
import { AuditStore } from '@doorstep/database';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { mergeMap } from 'rxjs';
import type { ActingRequest, Actor } from './actor.js';

export interface AuditSubject {
  readonly kind: string;
  readonly id: string | null;
}

@Injectable()
export class Audit {
  constructor(private readonly entries: AuditStore) {}

  async record(
    actor: Pick<Actor, 'kind' | 'id' | 'label' | 'ip'>,
    action: string,
    subject: AuditSubject | null,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.entries.append({
      actorKind: actor.kind,
      actorId: actor.id,
      actorLabel: actor.label,
      action,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      detail,
      ip: actor.ip,
    });
  }
}

const ACTION = 'doorstep:audit-action';
/** Names the action in the audit; without it "<resource>.<handler>", as in `campaigns.schedule` and `campaigns.variants.add`. */
export const AuditAs = (action: string) => SetMetadata(ACTION, action);

const QUESTION = 'doorstep:audit-question';
/** On a route that only answers a question too long for an address: nothing is changed, so nothing is audited. */
export const Question = () => SetMetadata(QUESTION, true);

/** Fields of a body that say what was done and hold no secret. */
const TELLING = [
  'name',
  'address',
  'deliveryId',
  'reason',
  'role',
  'scopes',
  'localTime',
  'timeZone',
  'minutes',
  'listIds',
  'segmentIds',
  'intoTagId',
  'key',
  'label',
  'type',
  'perMinute',
  'connections',
  'messagesPerConnection',
  'forProvider',
  'sourceId',
  'ip',
  'pool',
  'isActive',
  'isWarmUp',
  'withEd25519',
  'at',
  'breakLinks',
  'decision',
  'filter',
  'heard',
  'expiresAt',
  'choice',
  'url',
  'eventTypes',
  'isEnabled',
  'variant',
  'samplePercent',
  'winnerBy',
  'days',
  'showsAddresses',
  'kind',
  'listId',
  'tag',
  'tags',
  'target',
  'asksRecipient',
  'suppressionId',
  'domain',
] as const;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: Audit,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const { actor } = request;
    const isQuestion = this.reflector.get<boolean | undefined>(QUESTION, context.getHandler()) === true;
    if (actor === undefined || isQuestion || SAFE.has(request.method)) return next.handle();
    const parts = String(this.reflector.get<string>(PATH_METADATA, context.getClass()) ?? '')
      .replace(/^v1\//, '')
      .split('/')
      .filter((part) => !part.startsWith(':'));
    const named = this.reflector.get<string | undefined>(ACTION, context.getHandler());
    const action = named ?? [...parts, context.getHandler().name].join('.');
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const id = textAt(request.params, 'id') ?? textAt(answer, 'id') ?? textAt(request.params, 'key');
        const address = textAt(request.params, 'address');
        const detail = { ...(address !== null && { address }), ...tellingPart(request.body) };
        await this.audit.record(actor, action, { kind: parts[0] ?? '', id }, detail);
        return answer;
      }),
    );
  }
}

function textAt(value: unknown, key: 'id' | 'key' | 'address'): string | null {
  const found = (value as Record<string, unknown> | null | undefined)?.[key];
  return typeof found === 'string' ? found : null;
}

function tellingPart(body: unknown): Record<string, unknown> {
  if (body === null || typeof body !== 'object') return {};
  const given = body as Record<string, unknown>;
  return Object.fromEntries(TELLING.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]));
}
