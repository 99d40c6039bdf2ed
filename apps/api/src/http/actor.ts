// Who acts: a person with a session, or a program with an API key.
import type { ApiScope, Role } from '@doorstep/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export interface Actor {
  readonly kind: 'user' | 'api-key';
  readonly id: string;
  /** For events and the audit: a person's name, or `API key "name"`. */
  readonly label: string;
  /** Address of a user; null for a key. */
  readonly address: string | null;
  /** null for a key. */
  readonly role: Role | null;
  readonly scopes: readonly ApiScope[];
  /** Where the request came from. */
  readonly ip: string;
}

/** Filled by the guard on every route that is not public. */
export type ActingRequest = FastifyRequest & { actor?: Actor };

/** Parameter of a handler on a route with @Scopes: who acts. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (actor === undefined) throw new Error('A public route has no actor.');
  return actor;
});

export function may(actor: Actor, scope: ApiScope): boolean {
  return actor.scopes.includes(scope);
}
