// Waiting for something to come true, with a bound.

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `url` every 100 ms until `isReady(response)`; throws with the last answer after `timeoutMs`. */
export async function waitFor(url, { timeoutMs, isReady }) {
  let last = 'no answer';
  for (const until = Date.now() + timeoutMs; Date.now() < until; await pause(100)) {
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
      if (isReady(answer)) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message; // not listening yet
    }
  }
  throw new Error(`${url} was not ready after ${timeoutMs / 1000} seconds: ${last}`);
}

/** Calls `ask` until it gives something truthy; throws `what` after `timeoutMs`. */
export async function until(what, timeoutMs, ask, everyMs = 250) {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(everyMs)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`Not within ${timeoutMs / 1000} seconds: ${what}`);
}
