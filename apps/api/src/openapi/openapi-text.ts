// The document as it is committed: made from the real application, which never connects to anything.
import { randomBytes } from 'node:crypto';
import { loadConfig } from '@doorstep/config';
import { pino } from 'pino';
import { createApp } from '../app.js';
import { closeDependencies, makeDependencies } from '../http/dependencies.module.js';
import { RouteRules } from '../http/route-rules.js';
import { openApiDocument } from './document.js';

export async function openApiText(): Promise<string> {
  const config = loadConfig({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    DOORSTEP_SECRET: randomBytes(32).toString('base64'),
    DOORSTEP_PUBLIC_URL: 'http://127.0.0.1:8480',
  });
  const dependencies = await makeDependencies(config, pino({ level: 'silent' }));
  const app = await createApp(dependencies);
  try {
    return `${JSON.stringify(openApiDocument(app.get(RouteRules).all()), null, 2)}\n`;
  } finally {
    await app.close();
    await closeDependencies(dependencies);
  }
}
