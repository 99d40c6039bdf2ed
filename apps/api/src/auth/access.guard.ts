// Lets nobody in without credentials and the scopes of the route; finds out who acts.
import { type ApiScope, Role, scopesOfRole, whoMay } from '@doorstep/contracts';
import { ApiKeyStore } from '@doorstep/database';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { ActingRequest, Actor } from '../http/actor.js';
import { problem } from '../http/problem.js';
import { ACCESS, type AccessRule } from '../http/scopes.js';
import { isSameHash, readKey } from './api-key.js';
import { SESSIONS, type Sessions } from './sessions.js';

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyStore,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS, context.getHandler());
    if (rule?.kind === 'public') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<ActingRequest>();
    const actor = await this.actorOf(request, http.getResponse<FastifyReply>());
    if (actor === null) throw problem('not_signed_in', 401, 'Sign in first, or send an API key as a bearer token.');
    const missing = (rule?.scopes ?? []).filter((scope) => !actor.scopes.includes(scope));
    if (rule === undefined || missing.length > 0) {
      throw problem('scope_missing', 403, refusal(actor, missing));
    }
    request.actor = actor;
    return true;
  }

  /** A bearer token counts alone: a cookie beside it is not looked at, so a forged request gains nothing. */
  actorOf(request: ActingRequest, reply: FastifyReply): Promise<Actor | null> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.ofKey(authorization, request.ip);
    return cookie === undefined ? Promise.resolve(null) : this.ofSession(cookie, request, reply);
  }

  private async ofKey(authorization: string, ip: string): Promise<Actor | null> {
    const given = readKey(authorization.replace(/^Bearer +/i, ''));
    const key = given && (await this.keys.inForce(given.prefix));
    if (!given || !key || !isSameHash(key.secretHash, given.secretHash)) return null;
    await this.keys.noteUse(key.id);
    const { id, name, scopes } = key;
    return { kind: 'api-key', id, label: `API key "${name}"`, address: null, role: null, scopes, ip };
  }

  private async ofSession(cookie: string, request: ActingRequest, reply: FastifyReply): Promise<Actor | null> {
    const { response, headers } = await this.sessions.api.getSession({
      headers: new Headers({ cookie }),
      // The dashboard's server cannot hand a new cookie on: the browser's own next request renews the session.
      query: { disableRefresh: request.headers['doorstep-ahead'] !== undefined },
      returnHeaders: true,
    });
    const role = Role.safeParse(response?.user.role);
    if (!response || !role.success) return null;
    const renewed = headers.getSetCookie();
    if (renewed.length > 0) reply.header('set-cookie', renewed);
    const { id, name, email: address } = response.user;
    return { kind: 'user', id, label: name, address, role: role.data, scopes: scopesOfRole[role.data], ip: request.ip };
  }
}

/** A person is told who may do it; a program, which scope its key lacks. */
function refusal(actor: Actor, missing: readonly ApiScope[]): string {
  if (actor.kind === 'api-key') return `This needs ${missing.join(' and ')}, which this key does not have.`;
  return `Your role is ${actor.role}. Only ${whoMay(missing)} may do this (${missing.join(' and ')}).`;
}
