// Starts one embedded PostgreSQL for a test run and migrates a template every test database is copied from.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../scripts/postgres.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the template database; its name ends the path. */
    templateUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { migrate } = await import('@doorstep/database');
  const home = mkdtempSync(path.join(tmpdir(), 'doorstep-test-'));
  const postgres = await startPostgres({
    dir: path.join(home, 'pg'),
    db: 'template',
    user: 'doorstep',
    isThrowaway: true,
  });
  await migrate(postgres.url, fileURLToPath(new URL('../prisma/migrations', import.meta.url)));
  project.provide('templateUrl', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
