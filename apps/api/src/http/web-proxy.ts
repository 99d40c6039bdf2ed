// One origin: what the API does not serve itself comes from the dashboard's process.
import type { IncomingHttpHeaders } from 'node:http';
import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isOfApi } from './gates.js';
import { notFound } from './problem.js';
import { sendProblem } from './problem-filter.js';

const STARTING = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="color-scheme" content="light dark"><title>Doorstep is starting</title></head>
<body style="font-family:system-ui;margin:4rem auto;max-width:32rem;padding:0 1rem"><h1>Doorstep is starting</h1>
<p>The dashboard is not up yet. This page looks again every two seconds.</p></body></html>`;

export async function addWebProxy(fastify: FastifyInstance, webUrl: string | undefined): Promise<void> {
  if (webUrl === undefined) return;
  await fastify.register(httpProxy, {
    upstream: webUrl,
    proxyPayloads: true,
    preHandler: async (request, reply) => {
      if (isOfApi(request.url)) await sendProblem(notFound('such page'), request, reply);
    },
    replyOptions: {
      rewriteHeaders: (headers) => withoutValidators(headers),
      onError: (reply) => sayStarting(reply as unknown as FastifyReply),
    },
  });
}

/** What never changes under its name is not asked for again (RFC 8246 §2): validators would only make each of the many scripts of a page longer. */
export function withoutValidators(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (!headers['cache-control']?.includes('immutable')) return headers;
  const { etag: _tag, 'last-modified': _modified, ...rest } = headers;
  return rest;
}

function sayStarting(reply: FastifyReply): void {
  reply
    .code(503)
    .header('retry-after', '2')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
    .type('text/html; charset=utf-8')
    .send(STARTING);
}
