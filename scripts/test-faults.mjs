// npm run test:faults: builds, then disturbs campaigns with faults drawn from seeds. See tests/faults/run.ts for the options.
// The outer half runs under any Node from 20 on, whose module has no registerHooks yet: so no named import of it.
import nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, handOver, root } from './bootstrap.mjs';
import { buildAll } from './build.mjs';

if (process.env.DOORSTEP_FAULTS_INNER) {
  // Sources name each other as they are called once compiled; Node reads them as they are written.
  nodeModule.registerHooks({
    resolve: (specifier, context, next) => {
      try {
        return next(specifier, context);
      } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/^\.\.?\/.*\.js$/.test(specifier)) throw error;
        return next(specifier.replace(/\.js$/, '.ts'), context);
      }
    },
  });
  await import(pathToFileURL(`${root}/tests/faults/run.ts`).href);
} else {
  ensureInstalled();
  if (!process.argv.includes('--no-build')) buildAll();
  process.env.DOORSTEP_FAULTS_INNER = '1';
  handOver(
    'scripts/test-faults.mjs',
    process.argv.slice(2).filter((arg) => arg !== '--no-build'),
  );
}
