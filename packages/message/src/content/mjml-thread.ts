// The thread that compiles MJML: source in, HTML or faults out. It knows nothing else and may be ended at any moment.
/// <reference path="./mjml.d.ts" />
import { parentPort } from 'node:worker_threads';
import mjml2html from 'mjml';
import type { MjmlAnswer, Ready } from './mjml-room.js';

parentPort?.on('message', async (source: string) => {
  parentPort?.postMessage(await compiled(source));
});

parentPort?.postMessage('ready' satisfies Ready);

async function compiled(source: string): Promise<MjmlAnswer> {
  try {
    const { html, errors } = await mjml2html(source, {
      validationLevel: 'soft',
      keepComments: true,
      ignoreIncludes: true,
      // No list of fonts to look names up in: nothing is linked that the author did not link.
      fonts: {},
    });
    return { html, errors: errors.map(({ line, message, tagName }) => ({ line, message, tagName })) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
