// Loads the built bounce reader for the scripts that measure it; says how to build it where it is not there.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, root } from './bootstrap.mjs';

export async function loadBounceReader() {
  const built = path.join(root, 'packages', 'bounces', 'dist', 'index.js');
  if (!existsSync(built)) fail('packages/bounces is not built.', 'Build it first: npm run build');
  return import(pathToFileURL(built).href);
}
