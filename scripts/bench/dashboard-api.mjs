// Asks the API again and again what the pages asked it, and times each answer with everything HTTP costs.
import http from 'node:http';
import { percentile } from './queue-claims.mjs';

/**
 * @param urls           path and query of each request
 * @param guest          { origin, cookie } of somebody who is signed in
 * @param options.repeats how often each is asked
 * @returns a map from url to the 95th percentile in milliseconds
 * @throws Error when an answer is no success: a fast refusal is no answer
 */
export async function timeRequests(urls, { origin, cookie }, { repeats }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const timed = new Map();
  for (const url of urls) {
    const times = [];
    for (let time = 0; time < repeats; time++) times.push(await timeOne(new URL(url, origin), cookie, agent));
    timed.set(url, percentile(times, 0.95));
  }
  agent.destroy();
  return timed;
}

function timeOne(url, cookie, agent) {
  const beganAt = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { cookie, accept: 'application/json' } }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode < 400
            ? resolve(performance.now() - beganAt)
            : reject(new Error(`GET ${url.pathname}${url.search} answered ${answer.statusCode}.`)),
        );
      })
      .on('error', reject);
  });
}
