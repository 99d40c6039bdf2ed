// Sizes of tests: unit (pure), db (a real PostgreSQL), bars (what the delivery engine promises), e2e (the services over real sockets).
import { defineConfig } from 'vitest/config';

const shared = {
  resolve: { conditions: ['doorstep-source', 'node', 'import', 'default'] },
  // These also go to packages Node loads itself: 'import' among them would give require() an ES module.
  ssr: { resolve: { conditions: ['doorstep-source', 'node'] } },
  // Vitest loads global set-ups in an environment of its own.
  environments: { __vitest__: { resolve: { conditions: ['doorstep-source', 'node'] } } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
};
const off = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.data/**'];

/** What is waited for mostly comes within moments; a machine under load must not make a failure of it. */
const expectation = { poll: { timeout: 10_000 } };

/** Files at a time: most of their time is waiting for sockets and clocks, so two share even one core. */
const AT_ONCE = 2;

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...off, '**/*.db.test.ts'],
          // Nothing is mocked, so files may share what they import: half of the time went into importing it anew.
          isolate: false,
          maxWorkers: AT_ONCE,
          testTimeout: 20_000,
          expect: expectation,
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['packages/*/src/**/*.db.test.ts', 'apps/*/src/**/*.db.test.ts'],
          exclude: off,
          pool: 'forks',
          isolate: false,
          maxWorkers: AT_ONCE,
          globalSetup: ['tests/database-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectation,
          // Real sockets, real clocks: told once more when it fails, and named at the end when it passed only then.
          retry: 1,
        },
      },
      {
        ...shared,
        test: {
          name: 'bars',
          include: ['tests/bars/**/*.test.ts'],
          exclude: off,
          pool: 'forks',
          maxWorkers: AT_ONCE,
          globalSetup: ['tests/database-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectation,
          // Real sockets, real clocks: told once more when it fails, and named at the end when it passed only then.
          retry: 1,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['apps/*/e2e/**/*.test.ts', 'tests/e2e/**/*.test.ts', 'tests/faults/seed.test.ts'],
          exclude: off,
          pool: 'forks',
          maxWorkers: AT_ONCE, // each has services of its own, and waits for leases to end most of the time
          globalSetup: ['tests/database-setup.ts'],
          testTimeout: 300_000,
          expect: expectation,
          hookTimeout: 240_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'faults',
          include: ['tests/faults/failpoints.test.ts', 'tests/faults/watchdog.test.ts'],
          exclude: off,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 240_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'peers',
          include: ['tests/peers/**/*.test.ts'],
          exclude: off,
          pool: 'forks',
          fileParallelism: false,
          globalSetup: ['tests/database-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: off,
          pool: 'forks',
          maxWorkers: AT_ONCE, // each file has a service of its own; its parts follow one another
          globalSetup: ['tests/browser/stack-setup.ts'],
          // A browser among other processes now and then loses a click: a step may be told once more, and the report names it.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
