// A command with the database open for as long as it runs.
import { type Config, loadConfig } from '@doorstep/config';
import { type Database, openDatabase } from '@doorstep/database';

export async function withDatabase<T>(work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const database = openDatabase(config.databaseUrl, { poolSize: 2, secret: config.secret });
  try {
    return await work(database, config);
  } finally {
    await database.close();
  }
}
