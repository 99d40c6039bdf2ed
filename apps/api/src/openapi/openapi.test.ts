// The committed document is the one the routes make, and it hangs together.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openApiText } from './openapi-text.js';

type Document = { paths: Record<string, Record<string, { operationId: string }>>; components: { schemas: object } };

describe('the OpenAPI document', () => {
  it('is committed as the routes are', async () => {
    const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
    const made = await openApiText();
    expect(
      made === committed,
      'Run: npm run build && npm run openapi -w @doorstep/api && npm run client -w @doorstep/web',
    ).toBe(true);
  });

  it('refers to nothing that is not there, and names every operation once', async () => {
    const text = await openApiText();
    const document = JSON.parse(text) as Document;
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([]);
    const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((each) => each.operationId));
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
