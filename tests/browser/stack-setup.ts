// Starts the built service twice on fresh temporary data for the browser tests: database, simulated internet, api, worker, web.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { freePort } from '../../scripts/postgres.mjs';
import { startStack } from '../../scripts/stack.mjs';

interface Service {
  /** Where the dashboard is, and its one-time link. */
  readonly url: string;
  readonly signInLink: string;
  /** The simulated internet, to ask what its hosts saw. */
  readonly controlUrl: string;
  /** For what would take weeks to come about. */
  readonly databaseUrl: string;
}

/** One service for each file of stories. */
export interface Services {
  readonly dashboard: Service;
  readonly weekly: Service;
}

declare module 'vitest' {
  export interface ProvidedContext {
    services: Services;
    chromium: string;
  }
}

const LAST_LINES = 200;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = ensureChromium({ isShellEnough: true });
  if (chromium.path === undefined) throw new Error(chromium.reason);
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops) await stop();
  };
  try {
    const dashboard = await start(stops);
    const weekly = await start(stops);
    project.provide('services', { dashboard, weekly });
    project.provide('chromium', chromium.path);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function start(stops: (() => Promise<void>)[]): Promise<Service> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'doorstep-browser-'));
  const lines: string[] = [];
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const stack = await startStack({
      dataDir,
      port: await freePort(),
      isThrowaway: true,
      print: (name, line) => {
        lines.push(`${name} ${line}`);
        if (lines.length > LAST_LINES) lines.shift();
      },
      environment: {
        DOORSTEP_TIME_SCALE: '120',
        DOORSTEP_BOUNCE_POLL_SECONDS: '1',
        DOORSTEP_SEND_HOLD_SECONDS: '0',
        DOORSTEP_LOG_LEVEL: 'warn',
      },
    });
    stops.push(async () => {
      await stack.stop();
      remove();
    });
    return {
      url: stack.url,
      signInLink: stack.signInLink,
      controlUrl: stack.simnet?.controlUrl ?? '',
      databaseUrl: stack.databaseUrl,
    };
  } catch (error) {
    remove();
    throw new Error(`The service did not start.\n${lines.slice(-40).join('\n')}`, { cause: error });
  }
}
