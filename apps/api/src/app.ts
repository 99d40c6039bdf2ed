// The API as a Nest application on Fastify, for main.ts and for the tests alike.
import type { Config } from '@doorstep/config';
import { AccessStore } from '@doorstep/database';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, LogController } from 'fastify';
import { appModule } from './app.module.js';
import { addAuthRoutes } from './auth/auth-routes.js';
import { SESSIONS, type Sessions } from './auth/sessions.js';
import { Audit } from './http/audit.js';
import type { Dependencies } from './http/dependencies.module.js';
import { addGates } from './http/gates.js';
import { NestLog } from './http/nest-log.js';
import { addWebProxy } from './http/web-proxy.js';

/** A campaign's HTML may have 2 MB, its text 1 MB; JSON escapes add to that. Files are not limited by this. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

export async function createApp(dependencies: Dependencies): Promise<NestFastifyApplication> {
  const { config, log } = dependencies;
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }), // addGates logs one line a request
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies(config),
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 400 },
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(appModule(dependencies), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  takeFilesUnread(fastify);
  takeForms(fastify);
  addGates(fastify, config);
  addAuthRoutes(fastify, {
    sessions: app.get<Sessions>(SESSIONS),
    access: app.get(AccessStore),
    audit: app.get(Audit),
    publicUrl: config.publicUrl,
  });
  await addWebProxy(fastify, config.webUrl);
  await app.init();
  await fastify.ready();
  return app;
}

/** Uploads stay streams: whoever takes them reads and limits them. */
function takeFilesUnread(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    ['application/octet-stream', 'text/csv', 'application/offset+octet-stream'],
    (_request, payload, done) => done(null, payload),
  );
}

/** One-click unsubscribe may come as multipart/form-data (RFC 8058 §3.1): its text is the body. */
function takeForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'string', bodyLimit: 65_536 },
    (_request, body, done) => done(null, body),
  );
}

const trustedProxies = ({ trustedProxies: names }: Config): string[] | false => (names.length > 0 ? [...names] : false);
