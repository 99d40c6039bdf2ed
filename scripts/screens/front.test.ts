// Recorded answers, and the scenes that are made of them.
import { describe, expect, it } from 'vitest';
import { player } from './front.mjs';
import { keyOf } from './recording.mjs';

const ME = 'GET /v1/me';
const PEOPLE = 'GET /v1/subscribers?limit=50&search=ada';
const json = (value: object) => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
const recording = {
  scenes: {
    main: {
      [ME]: json({ name: 'Ada', address: 'ada@doorstep.example' }),
      [PEOPLE]: json({ data: [{ address: 'ada@example.org', name: 'Ada Byron' }] }),
      'GET /v1/live-checks?target=ada%40example.org': json({ data: [] }),
    },
  },
};
const play = (scene: string, key: string) => player(recording).answer({ scene, key });
const firstOf = (answer: { body: string } | null) => JSON.parse(answer!.body).data[0];

describe('a recording', () => {
  it('knows a question whose parts come in another order', () => {
    expect(keyOf('GET', '/v1/subscribers?search=ada&limit=50', '')).toBe(PEOPLE);
    expect(keyOf('POST', '/v1/segments/preview', '{"a":1}')).toBe('POST /v1/segments/preview {"a":1}');
  });

  it('answers as it was answered', () => {
    expect(play('main', PEOPLE)).toMatchObject({ status: 200, body: expect.stringContaining('Ada Byron') });
  });

  it('names what nobody recorded', () => {
    const { answer, missing } = player(recording);
    expect(answer({ scene: 'main', key: 'GET /v1/lists' })).toMatchObject({ status: 501 });
    expect([...missing]).toEqual(['main GET /v1/lists']);
  });

  it('leaves everything waiting but who is signed in', () => {
    expect(play('loading', PEOPLE)).toBeNull();
    expect(play('loading', ME)).toMatchObject({ status: 200 });
  });

  it('answers with a problem where an error is to be seen', () => {
    expect(play('error', PEOPLE)).toMatchObject({ status: 500, type: 'application/problem+json' });
    expect(play('error', ME)).toMatchObject({ status: 200 });
  });

  it('makes names 60 and addresses 254 signs long, and knows the person when asked by the long one', () => {
    const { answer } = player(recording);
    const { name, address } = firstOf(answer({ scene: 'long', key: PEOPLE }));
    expect([name.length, address.length]).toEqual([60, 254]);
    expect(address.split('@')[0]).toHaveLength(64);
    const key = keyOf('GET', `/v1/live-checks?target=${encodeURIComponent(address)}`, '');
    expect(answer({ scene: 'long', key })).toMatchObject({ status: 200 });
    expect(JSON.parse(answer({ scene: 'long', key: ME }).body).name).toBe('Ada');
  });

  it('writes names from right to left', () => {
    expect(firstOf(play('rtl', PEOPLE)).name).toMatch(/\p{Script=Hebrew}/u);
  });
});
