// The three addresses of better-auth that the dashboard uses; everything else under /auth answers 404.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, problem } from '../http/problem.js';
import { sendProblem } from '../http/problem-filter.js';
import { CLIENT_IP_HEADER, type Sessions } from './sessions.js';

const REACHABLE = new Set(['POST /auth/sign-in/email', 'POST /auth/sign-out', 'GET /auth/get-session']);

export function addAuthRoutes(fastify: FastifyInstance, sessions: Sessions, publicUrl: string): void {
  fastify.all('/auth/*', async (request, reply) => {
    try {
      const path = request.url.split('?')[0] ?? '';
      if (!REACHABLE.has(`${request.method} ${path}`)) throw notFound('such page');
      return await answer(reply, await sessions.handler(asRequest(request, publicUrl + path)), path);
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

async function answer(reply: FastifyReply, response: Response, path: string) {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (response.status === 429) {
    reply.header('retry-after', response.headers.get('x-retry-after') ?? '60');
    throw problem('too_many_tries', 429, 'Too many tries from here. Wait a minute, then try again.');
  }
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status} on ${path}`);
  if (!response.ok) throw problem('sign_in_refused', response.status, 'Address and password do not belong together.');
  reply.code(response.status).type('application/json');
  // The body of a sign-in holds the session's token: it travels in the cookie alone.
  return reply.send(path === '/auth/get-session' ? await response.text() : '{}');
}
