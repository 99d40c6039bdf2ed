// Asks the API again and again what the pages asked it, and times each answer with everything HTTP costs.
import http from 'node:http';
import { percentile } from './queue-claims.mjs';

/**
 * @param questions      "GET /v1/lists?limit=100" or "POST /v1/segments/preview {…}"
 * @param guest          { origin, cookie } of somebody who is signed in
 * @param options.repeats how often each is asked
 * @returns a map from question to the 95th percentile in milliseconds
 * @throws Error when an answer is no success: a fast refusal is no answer
 */
export async function timeRequests(questions, { origin, cookie }, { repeats }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const timed = new Map();
  for (const question of questions) {
    const times = [];
    for (let time = 0; time < repeats; time++) times.push(await timeOne(question, { origin, cookie, agent }));
    timed.set(question, percentile(times, 0.95));
  }
  agent.destroy();
  return timed;
}

/** Connections a browser opens to one place. */
const AT_ONCE = 6;

/**
 * What a page asks, asked all at once as it does it, and how long until the last answer is there.
 *
 * @param sets a list of questions for each page
 * @returns the 95th percentile in milliseconds for each of them
 */
export async function timeTogether(sets, { origin, cookie }, { repeats }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const timed = [];
  for (const questions of sets) {
    const times = [];
    for (let time = 0; time < repeats; time++) {
      const beganAt = performance.now();
      await Promise.all(questions.map((question) => timeOne(question, { origin, cookie, agent })));
      times.push(performance.now() - beganAt);
    }
    timed.push(percentile(times, 0.95));
  }
  agent.destroy();
  return timed;
}

function timeOne(question, { origin, cookie, agent }) {
  const [method, path, ...words] = question.split(' ');
  const body = words.join(' ');
  const headers = { cookie, origin, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
  const beganAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, origin), { method, agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode < 400
          ? resolve(performance.now() - beganAt)
          : reject(new Error(`${question} answered ${answer.statusCode}.`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
