import type { Route } from '@doorstep/database';
import { expect, test, vi } from 'vitest';
import { createDatabaseWatch } from '../health/database-away.js';
import { silentLog } from '../log.js';
import type { KnownAnswer, MxAnswers } from './mx-answers.js';
import { createRouter } from './router.js';

const PAGE = 2000;

const nowhere: KnownAnswer = {
  answer: { kind: 'nxdomain', domain: 'reader.example', hosts: [], ttlSeconds: 60 },
  site: {
    ...{ mxKey: '!nxdomain', mxHosts: [], provider: null },
    ...{ connectionLimit: 2, messagesPerConnection: 100, isTlsRequired: false },
  },
};

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

test('answers that come while others are stored are stored next, each once', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `d${i}.example`);
  const remembered: string[] = [];
  const router = createRouter({
    lanes: {
      unroutedDomains: async () => [],
      rememberRoutes: async (routes: readonly Route[]) => {
        const batch = routes.map(({ domainName }) => domainName);
        await new Promise((resolve) => setTimeout(resolve, 20));
        remembered.push(...batch);
        return new Map(batch.map((name) => [name, '01a21cc6-a884-7902-9f2c-6ddc0c8e53a5']));
      },
      route: async () => 0,
    },
    answers: {
      of: async (domain) => {
        await new Promise((resolve) => setTimeout(resolve, 2 * Number(/\d+/.exec(domain)![0])));
        return nowhere;
      },
    },
    watch: createDatabaseWatch(silentLog),
    onRouted: () => undefined,
  });

  await router.foresee(names, 5000);

  expect(remembered.toSorted()).toEqual(names.toSorted());
});

test('what is foreseen is remembered, and waits no longer than it may for a name server that does not answer', async () => {
  const remembered: string[] = [];
  const router = createRouter({
    lanes: {
      unroutedDomains: async () => [],
      rememberRoutes: async (routes: readonly Route[]) => {
        remembered.push(...routes.map(({ domainName }) => domainName));
        return new Map(routes.map(({ domainName }) => [domainName, '01a21cc6-a884-7902-9f2c-6ddc0c8e53a5']));
      },
      route: async () => 0,
    },
    answers: {
      of: (domain) => (domain === 'silent.example' ? new Promise(() => undefined) : Promise.resolve(nowhere)),
    },
    watch: createDatabaseWatch(silentLog),
    onRouted: () => undefined,
  });

  await router.foresee(['reader.example', 'silent.example'], 100);

  expect(remembered).toEqual(['reader.example']);
});
