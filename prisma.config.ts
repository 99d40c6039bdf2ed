// Configuration of the Prisma CLI (development only). Its engine is the WASM bridge in scripts/, so that no binary is downloaded.
import { defineConfig } from 'prisma/config';

process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= new URL('./scripts/prisma-schema-engine.mjs', import.meta.url).pathname;
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:1/not-configured' },
});
