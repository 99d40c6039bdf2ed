// The real API on a database of its own, for tests: signed in as an owner, or with a key, over fastify.inject.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '@doorstep/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../app.js';
import { announceLink } from '../auth/console-link.js';
import { closeDependencies, type Dependencies, makeDependencies } from '../http/dependencies.module.js';

export const ORIGIN = 'http://doorstep.test';
export const SETUP_TOKEN = 'a-setup-token-of-the-tests';
export const OWNER = { name: 'Olga Owner', address: 'olga@example.org', password: 'correct horse battery' };

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly dependencies: Dependencies;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** Makes the owner on first use. @returns a caller with her cookie */
  asOwner(): Promise<Caller>;
  /** A caller with a user of that role. */
  asRole(role: string): Promise<Caller>;
  close(): Promise<void>;
}

export type Caller = (
  method: Method,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<LightMyRequestResponse>;

export interface TestApiOptions {
  readonly environment?: Record<string, string>;
  readonly change?: (dependencies: Dependencies) => Dependencies;
}

export async function startTestApi(databaseUrl: string, options: TestApiOptions = {}): Promise<TestApi> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-api-'));
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    DOORSTEP_SECRET: randomBytes(32).toString('base64'),
    DOORSTEP_PUBLIC_URL: ORIGIN,
    DOORSTEP_SETUP_TOKEN: SETUP_TOKEN,
    DOORSTEP_DATA_DIR: dataDir,
    DOORSTEP_LOG_LEVEL: 'silent',
    DOORSTEP_SEND_HOLD_SECONDS: '0',
    ...options.environment,
  });
  const made = await makeDependencies(config, pino({ level: config.logLevel }));
  const dependencies = options.change?.(made) ?? made;
  const app = await createApp(dependencies);
  await announceLink(dependencies, SETUP_TOKEN, false).done;
  const inject = (request: InjectOptions) => app.inject(request);
  const owner = lazily(async () => {
    const answer = await inject({
      method: 'POST',
      url: '/v1/setup',
      headers: { origin: ORIGIN },
      payload: { token: SETUP_TOKEN, ...OWNER },
    });
    if (answer.statusCode !== 204) throw new Error(answer.body);
    return callerWith(inject, { origin: ORIGIN, cookie: cookieOf(answer) });
  });
  return {
    app,
    dependencies,
    inject,
    asOwner: owner,
    async asRole(role) {
      const user = { name: `A ${role}`, address: `${role}@example.org`, password: 'a long enough password', role };
      const made = await (await owner())('POST', '/v1/users', user);
      if (made.statusCode !== 201) throw new Error(made.body);
      const answer = await inject({
        method: 'POST',
        url: '/auth/sign-in/email',
        headers: { origin: ORIGIN },
        payload: { email: user.address, password: user.password },
      });
      return callerWith(inject, { origin: ORIGIN, cookie: cookieOf(answer) });
    },
    async close() {
      await app.close();
      await closeDependencies(dependencies);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function callerWith(inject: TestApi['inject'], headers: Record<string, string>): Caller {
  return (method, url, body, more = {}) =>
    inject({
      method,
      url,
      headers: { ...headers, ...more },
      ...(body === undefined ? {} : { payload: body as Record<string, unknown> }),
    });
}

/** The cookies of an answer as a request sends them. */
export function cookieOf(answer: LightMyRequestResponse): string {
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
