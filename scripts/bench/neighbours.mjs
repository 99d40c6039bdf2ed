// Starts the sink and the name server as processes of their own and speaks with them.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cpuOfTrees } from './cpu.mjs';

/** @returns {Promise<{ pid: number, port: number, ask(what: string): Promise<any>, cpu(): number, stop(): void }>} */
async function start(script, args) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args.map(String), { stdio: 'inherit' });
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${script} ended with code ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message);
      });
    });
  const { port } = await next();
  return {
    pid: child.pid,
    port,
    async ask(what) {
      const answer = next();
      child.send(what);
      return answer;
    },
    cpu: () => cpuOfTrees([child.pid]),
    stop: () => child.kill(),
  };
}

/** @param latencyMs what each reply is late by */
export const startSink = (latencyMs) => start('./sink.mjs', [latencyMs]);

/** @param sites how many sites the domains share */
export const startNameServer = (sites) => start('./name-server.mjs', [sites]);
