import type { Route } from '@doorstep/database';
import { expect, test, vi } from 'vitest';
import { createDatabaseWatch } from '../health/database-away.js';
import { silentLog } from '../log.js';
import type { MxAnswers } from './mx-answers.js';
import { createRouter } from './router.js';

const PAGE = 2000;

test('a router that stops ends after the statement at work, however much there is to route', async () => {
  const route = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return PAGE;
  });
  const router = createRouter({
    lanes: {
      unroutedDomains: async () => [{ name: 'reader.example', siteId: '01a21cc6-a884-7902-9f2c-6ddc0c8e53a5' }],
      rememberRoutes: async (_routes: readonly Route[]) => new Map<string, string>(),
      route,
    },
    answers: {} as MxAnswers,
    watch: createDatabaseWatch(silentLog),
    onRouted: () => undefined,
  });
  const turn = router.turn();
  await vi.waitFor(() => expect(route.mock.calls.length).toBeGreaterThan(2));

  await router.stop();
  const pages = route.mock.calls.length;
  await turn;
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(route).toHaveBeenCalledTimes(pages);
  expect(await router.turn()).toBe(false);
});
