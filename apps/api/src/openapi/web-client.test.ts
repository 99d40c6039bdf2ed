// The dashboard calls only what the API has, and its generated types are those of this API.
import { execFile } from 'node:child_process';
import { mkdtempDisposable, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const web = fileURLToPath(new URL('../../../web/', import.meta.url));
const openapi = fileURLToPath(new URL('../../openapi.json', import.meta.url));
const CALL = /\b(get|post|patch|put|remove)(?:<[^(]*>)?\(\s*[`'](\/v1\/[^`'?]*)[`']/g;
const METHODS: Record<string, string> = { get: 'get', post: 'post', patch: 'patch', put: 'put', remove: 'delete' };

describe('the client of the dashboard', () => {
  it('calls only routes that are there', async () => {
    const document = JSON.parse(await readFile(openapi, 'utf8')) as { paths: Record<string, object> };
    const shapes = new Set(
      Object.entries(document.paths).flatMap(([route, methods]) =>
        Object.keys(methods).map((method) => `${method} ${route.replace(/\{\w+\}/g, '*')}`),
      ),
    );
    const folder = path.join(web, 'src', 'client');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
    const calls: string[] = [];
    for (const file of files) {
      const text = await readFile(path.join(folder, file), 'utf8');
      for (const [, verb, url] of text.matchAll(CALL))
        calls.push(`${METHODS[verb!]} ${url!.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '*')}`);
    }
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.filter((call) => !shapes.has(call))).toEqual([]);
  });

  it('has types generated from the committed document', async () => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'openapi-'));
    const made = path.join(folder.path, 'schema.d.ts');
    const generator = path.join(web, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
    await promisify(execFile)(process.execPath, [generator, openapi, '-o', made], { cwd: web });
    const committed = await readFile(path.join(web, 'src', 'client', 'schema.d.ts'), 'utf8');
    expect((await readFile(made, 'utf8')) === committed, 'Run: npm run client -w @doorstep/web').toBe(true);
  }, 60_000);
});
