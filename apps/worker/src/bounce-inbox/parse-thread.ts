// The thread that parses mail: messages in, reports out. It knows nothing else and may be ended at any moment.
import { parentPort } from 'node:worker_threads';
import { createClassifier, parseReport, type Report } from '@doorstep/bounces';
import type { ParseTask, Ready } from './parse-room.js';

let classify = createClassifier().classify;

parentPort?.on('message', ({ raws, ownRules }: ParseTask) => {
  if (ownRules !== undefined) classify = createClassifier(ownRules).classify;
  parentPort?.postMessage(raws.map(read));
});

parentPort?.postMessage('ready' satisfies Ready);

/** A bug that one message meets is no reason to lose the others. */
function read(raw: Uint8Array): Report | null {
  try {
    return parseReport(raw, classify);
  } catch {
    return null; // told as a message that could not be read
  }
}
