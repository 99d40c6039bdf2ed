// What a page brings at its first load: read from the build for every page, and held against what a browser was really sent.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { story } from './story.js';
import { open, visitor } from './visitor.js';

/** Of JavaScript, compressed, for every page that is no editor; the rest of 300 KiB is for headers and the next good idea. */
const BUDGET_KIB = 290;
const BUILD = path.resolve(import.meta.dirname, '../../apps/web/.next');
/** Next's own page of last resort: it comes only when nothing else does. */
const LAST_RESORT = 'node_modules/next/dist/client/components/builtin/global-error';

interface Manifest {
  /** Files of scripts by the layout, page or fault page that needs them. */
  readonly entryJSFiles: Readonly<Record<string, readonly string[]>>;
}

const sizes = new Map<string, number>();

function gzipped(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(path.join(BUILD, file))).length;
  sizes.set(file, known);
  return known;
}

/** @returns the scripts named in the document of each page, by route: "/(house)/queue/page" */
function scriptsByRoute(): Map<string, string[]> {
  const { rootMainFiles } = JSON.parse(readFileSync(path.join(BUILD, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[];
  };
  const pages = path.join(BUILD, 'server', 'app');
  const context = createContext({ __RSC_MANIFEST: {} });
  for (const file of readdirSync(pages, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('page_client-reference-manifest.js'))
      runInContext(readFileSync(path.join(pages, file), 'utf8'), context);
  }
  const manifests = Object.entries(context.__RSC_MANIFEST as Record<string, Manifest>);
  return new Map(
    manifests.map(([route, { entryJSFiles }]) => {
      const entries = Object.entries(entryJSFiles).filter(([entry]) => !entry.endsWith(LAST_RESORT));
      return [route, [...new Set([...rootMainFiles, ...entries.flatMap(([, files]) => files)])]];
    }),
  );
}

const kib = (files: readonly string[]): number => files.reduce((sum, file) => sum + gzipped(file), 0) / 1024;

export function firstLoad(): void {
  it('brings no page more JavaScript than its budget', () => {
    const routes = [...scriptsByRoute()].filter(([route]) => route.startsWith('/('));
    expect(routes.length).toBeGreaterThan(40);
    const heavy = routes.filter(([, files]) => kib(files) > BUDGET_KIB);
    expect(heavy.map(([route, files]) => `${route}: ${kib(files).toFixed(1)} KiB`)).toEqual([]);
  });

  // The two pages with a chart: what they draw with would not be in the document, but would come a moment later.
  it.each([
    ['/(house)/queue/page', '/queue'],
    ['/(house)/settings/source-addresses/page', '/settings/source-addresses'],
  ])('sends a browser on %s exactly that, and nothing more behind it', async (route, at) => {
    const { page, close } = await visitor(story.browser, { signedInAs: story.ada });
    await open(page, at);
    await page.waitForLoadState('load');
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .map(({ name, encodedBodySize }) => ({ file: new URL(name).pathname, bytes: encodedBodySize })),
    );
    await close();
    const files = scriptsByRoute().get(route) ?? [];
    expect(loaded.map(({ file }) => file.replace('/_next/', '')).toSorted()).toEqual([...files].toSorted());
    const sentKib = loaded.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
    expect(Math.abs(sentKib - kib(files))).toBeLessThan(3);
  });
}
