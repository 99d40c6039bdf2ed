// Creates and updates the tables of the queues in PostgreSQL (schema "bullmq").
import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Safe to run at every start and by several processes at once: the migrations take a lock of their own. */
export async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
