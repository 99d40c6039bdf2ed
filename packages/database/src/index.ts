// Prisma client and one store file per table group.
export { type Database, type DatabaseOptions, inTransaction, openDatabase } from './database.js';
export { migrate } from './migrate.js';
export { createVault, type Vault } from './vault.js';
