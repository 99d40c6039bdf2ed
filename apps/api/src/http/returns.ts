// What a route answers: stripped to the contract on the way out, and documented from the same schema.
import { pageOf } from '@doorstep/contracts';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map } from 'rxjs';
import type { z } from 'zod';

export interface ReturnsOptions {
  /** A page of it: the handler answers { data, nextCursor }. */
  readonly list?: boolean;
  /** Default 200, or 204 when nothing is returned. */
  readonly status?: number;
  /** Another content type (a stream, a file, events): the handler writes it itself. */
  readonly as?: string;
}

export interface ReturnsRule {
  readonly schema: z.ZodType | null;
  readonly isList: boolean;
  readonly status: number;
  readonly as: string | null;
}

export const RETURNS = 'doorstep:returns';

/** Required on every route. `null`: nothing comes back (204), or with `as` something that is no JSON. */
export function Returns(schema: z.ZodType | null, { list = false, status, as }: ReturnsOptions = {}) {
  const code = status ?? (schema === null && as === undefined ? 204 : 200);
  const rule: ReturnsRule = { schema, isList: list, status: code, as: as ?? null };
  return applyDecorators(SetMetadata(RETURNS, rule), HttpCode(code));
}

/** The schema of the whole answer. */
export function answerSchema({ schema, isList }: ReturnsRule): z.ZodType | null {
  return schema !== null && isList ? pageOf(schema) : schema;
}

@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  private readonly schemas = new Map<ReturnsRule, z.ZodType | null>();

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const rule = this.reflector.get<ReturnsRule | undefined>(RETURNS, context.getHandler());
    if (rule === undefined || rule.as !== null) return next.handle();
    const schema = this.schemaOf(rule);
    return next.handle().pipe(map((value: unknown) => (schema === null ? undefined : schema.parse(toWire(value)))));
  }

  private schemaOf(rule: ReturnsRule): z.ZodType | null {
    const known = this.schemas.get(rule);
    if (known !== undefined) return known;
    const schema = answerSchema(rule);
    this.schemas.set(rule, schema);
    return schema;
  }
}

/** Dates as ISO-8601 UTC; everything else stays. Stores may answer Dates. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toWire);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]));
  return value;
}
