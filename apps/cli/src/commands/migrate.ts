// doorstep migrate: brings the database and the queue's tables up to date, then says what was done.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@doorstep/config';
import { migrate } from '@doorstep/database';
import { migrateQueues } from '@doorstep/queues';

const migrations = path.resolve(fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url)));

export async function run(): Promise<number> {
  const { databaseUrl } = loadConfig();
  const applied = await migrate(databaseUrl, migrations);
  await migrateQueues(databaseUrl);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  return 0;
}
