// The three addresses of better-auth that the dashboard uses; everything else under /auth answers 404.
import type { AccessStore } from '@doorstep/database';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Audit } from '../http/audit.js';
import { notFound, problem } from '../http/problem.js';
import { sendProblem } from '../http/problem-filter.js';
import { CLIENT_IP_HEADER, type Sessions } from './sessions.js';

const SIGN_IN = '/auth/sign-in/email';
const SESSION = '/auth/get-session';
const REACHABLE = new Set([`POST ${SIGN_IN}`, 'POST /auth/sign-out', `GET ${SESSION}`]);

export interface AuthRouteParts {
  readonly sessions: Sessions;
  readonly access: AccessStore;
  readonly audit: Audit;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

export function addAuthRoutes(fastify: FastifyInstance, parts: AuthRouteParts): void {
  fastify.all('/auth/*', async (request, reply) => {
    try {
      const path = request.url.split('?')[0] ?? '';
      if (!REACHABLE.has(`${request.method} ${path}`)) throw notFound('such page');
      const response = await parts.sessions.handler(asRequest(request, parts.publicUrl + path));
      await mustNotHaveBroken(response, parts.access);
      const body = await response.text();
      if (response.ok && path === SIGN_IN) await record(parts.audit, body, request.ip);
      return answer(reply, response, path === SESSION ? withoutToken(body) : '{}');
    } catch (error) {
      return sendProblem(error, request, reply);
    }
  });
}

function asRequest(request: FastifyRequest, url: string): Request {
  const { cookie } = request.headers;
  const headers = new Headers({
    [CLIENT_IP_HEADER]: request.ip,
    'content-type': 'application/json',
    origin: new URL(url).origin, // our own check has passed it already
    ...(cookie === undefined ? {} : { cookie }),
  });
  const agent = request.headers['user-agent'];
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 300));
  const body = request.method === 'GET' ? null : JSON.stringify(request.body ?? {});
  return new Request(url, { method: request.method, headers, body });
}

/** @throws the error of the database when that is why; better-auth itself answers 500 for everything */
async function mustNotHaveBroken(response: Response, access: AccessStore): Promise<void> {
  if (response.status < 500) return;
  await access.hasUsers();
  throw new Error(`better-auth answered ${response.status}`);
}

/** The session's token travels in the cookie alone: no script of a page shall read it. */
function withoutToken(body: string): string {
  const told = JSON.parse(body) as { session?: { token?: unknown } } | null;
  if (told?.session) delete told.session.token;
  return JSON.stringify(told);
}

const SignedIn = z.object({ user: z.object({ id: z.string(), name: z.string() }) });

async function record(audit: Audit, body: string, ip: string): Promise<void> {
  const { user } = SignedIn.parse(JSON.parse(body));
  const actor = { kind: 'user' as const, id: user.id, label: user.name, ip };
  await audit.record(actor, 'session.sign-in', { kind: 'users', id: user.id });
}

function answer(reply: FastifyReply, response: Response, body: string): FastifyReply {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (response.status === 429) {
    reply.header('retry-after', response.headers.get('x-retry-after') ?? '60');
    throw problem('too_many_tries', 429, 'Too many tries from here. Wait a minute, then try again.');
  }
  if (!response.ok) throw problem('sign_in_refused', response.status, 'Address and password do not belong together.');
  return reply.code(response.status).type('application/json').send(body);
}
