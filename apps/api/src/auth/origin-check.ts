// CSRF: a change that comes with a cookie must come from our own pages.
import type { Config } from '@doorstep/config';
import type { FastifyRequest } from 'fastify';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Pages of readers have no cookie and take posts from mail programs (RFC 8058 §3.1). */
const FOR_READERS = /^\/(u|confirm|subscribe|link|me)\//;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** @returns whether the request may go on */
export function comesFromOurPages(config: Config, request: FastifyRequest): boolean {
  if (SAFE.has(request.method) || FOR_READERS.test(request.url)) return true;
  const { authorization, cookie, origin, host } = request.headers;
  if (authorization !== undefined) return true; // the guard looks at nothing else then
  if (origin !== undefined) return isOurs(config, origin, host);
  return cookie === undefined && request.headers['sec-fetch-site'] !== 'cross-site';
}

/** The public address, or on loopback the address that was really opened (npm start on another port name). */
function isOurs(config: Config, origin: string, host: string | undefined): boolean {
  if (origin === new URL(config.publicUrl).origin) return true;
  return host !== undefined && LOOPBACK.test(host) && origin === `http://${host}`;
}
