// What a page shows first comes with the page: the server asks the API for it in the name of whoever asked for the page. Whatever
// is not there in time, or fails, the page asks for itself as it does anyway, and says then what is wrong.
import { type DehydratedState, dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { reachThrough } from '../client/api';
import { apiUrl } from './api-url';
import type { Question } from './question';
import { knownZone } from './zone-cookie';

/** No longer than this does a page wait: asking from the browser begins later than that, and its scripts come meanwhile. */
const PATIENCE_MS = 1000;
/** When an answer is given up that nobody waits for any more. */
const LIMIT_MS = 10_000;

reachThrough(async (path, init) => {
  const given = await headers();
  return fetch(new URL(path, apiUrl()), {
    ...init,
    cache: 'no-store',
    // The API renews no session on this way: a new cookie would not reach the browser.
    headers: { ...(init.headers as Record<string, string>), cookie: given.get('cookie') ?? '', 'doorstep-ahead': '1' },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
});

/**
 * A document, not a page changed within the house, which has its answers in the browser already; by somebody who may be signed in; and in
 * a zone that is known: times are words, and have to be the same ones on the server and in the browser.
 */
async function isWanted(): Promise<boolean> {
  const given = await headers();
  const isDocument = given.get('accept')?.includes('text/html') ?? false;
  return isDocument && apiUrl() !== undefined && (await knownZone()) !== null;
}

function ask(client: QueryClient, question: Question): Promise<void> {
  if ('queryFn' in question) return client.prefetchQuery(question);
  return client.prefetchInfiniteQuery({
    queryKey: question.queryKey,
    queryFn: ({ pageParam }) => question.load(pageParam),
    initialPageParam: null as string | null,
  });
}

type After = (known: QueryClient) => readonly Question[];

interface Asked {
  questions: readonly Question[];
  /** What to ask once these are answered, from the answers. */
  after?: After;
  /** For what everything else stands in. */
  patienceMs?: number;
}

async function answers({ questions, after, patienceMs = PATIENCE_MS }: Asked): Promise<DehydratedState | undefined> {
  if (!(await isWanted())) return undefined;
  const client = new QueryClient();
  const all = async (wanted: readonly Question[]) => {
    await Promise.all(wanted.map((question) => ask(client, question)));
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([all(questions).then(() => after && all(after(client))), late]);
  clearTimeout(timer);
  return dehydrate(client);
}

export async function AskedAhead({ children, ...asked }: Asked & { children: ReactNode }) {
  return <HydrationBoundary state={await answers(asked)}>{children}</HydrationBoundary>;
}
