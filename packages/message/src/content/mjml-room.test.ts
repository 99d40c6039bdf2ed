// Behaviour of compiling MJML within bounds: what never ends is stopped, and the next source is compiled all the same.
import { describe, expect, it } from 'vitest';
import { compileMjml } from './mjml.js';
import { createMjmlRoom } from './mjml-room.js';

const SOURCE =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>';
const BEGIN = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage('ready');`;
const roomOf = (onMessage: string, limitMs = 300) =>
  createMjmlRoom({
    module: new URL(`data:text/javascript,${encodeURIComponent(`${BEGIN} parentPort.on('message', ${onMessage});`)}`),
    ...{ limitMs, heapMb: 16 },
  });

describe('compiling MJML', () => {
  it('is stopped when it does not end, says so, and goes on with the next source', async () => {
    const room = roomOf(
      `(source) => { while (source.includes('Endless')); parentPort.postMessage({ html: 'made', errors: [] }) }`,
    );
    const [endless, next] = await Promise.all([
      compileMjml(SOURCE.replace('Hello', 'Endless'), room),
      compileMjml(SOURCE, room),
    ]);
    expect(endless).toEqual({
      html: null,
      faults: [{ line: null, words: expect.stringMatching(/stopped after 10 seconds/) }],
    });
    expect(next).toEqual({ html: 'made', faults: [] });
  });

  it('is stopped when it takes too much memory', async () => {
    const room = roomOf('() => { const all = []; for (;;) all.push(new Array(1e5).fill(1)) }', 20_000);
    expect((await compileMjml(SOURCE, room)).faults).toMatchObject([
      { words: expect.stringMatching(/more memory than/) },
    ]);
  });

  it('is stopped in the compiler itself, and compiles the next source in a new thread', async () => {
    const room = createMjmlRoom({ limitMs: 40 });
    const column = '<mj-column><mj-text>Hello</mj-text></mj-column>';
    const large = SOURCE.replace(
      '</mj-section>',
      `</mj-section>${`<mj-section>${column.repeat(4)}</mj-section>`.repeat(2000)}`,
    );
    expect((await compileMjml(large, room)).faults).toMatchObject([{ words: expect.stringMatching(/was stopped/) }]);
    expect((await compileMjml(SOURCE)).html).toContain('Hello');
  });
});
