// Reads CPU profiles of V8 and tells which functions took the time themselves.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @returns self time in ms by "function file:line", the longest first */
export function selfTimes({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map();
  samples.forEach((id, at) => {
    const name = names.get(id);
    times.set(name, (times.get(name) ?? 0) + timeDeltas[at] / 1000);
  });
  return [...times].map(([name, ms]) => ({ name, ms })).sort((one, other) => other.ms - one.ms);
}

function nameOf({ functionName, url, lineNumber }) {
  const file = url.split('/').slice(-3).join('/');
  return `${functionName || '(anonymous)'}${file ? ` ${file}:${lineNumber + 1}` : ''}`;
}

/** The functions of the first profile in a folder, as lines of a table. */
export function topFunctions(folder, count = 25) {
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) return ['No profile was written: the worker did not end in order.'];
  const times = selfTimes(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))).filter(
    ({ name }) => name !== '(idle)',
  );
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  return times
    .slice(0, count)
    .map(
      ({ name, ms }) => `${((100 * ms) / total).toFixed(1).padStart(5)} %  ${ms.toFixed(0).padStart(6)} ms  ${name}`,
    );
}
