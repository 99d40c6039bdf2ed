// The bounce listener over HTTP.
import { ListenerStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { startTestApi, type TestApi } from '../testing/test-api.js';

let database: FreshDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi(database.url);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

describe('the bounce listener', () => {
  it('is nowhere until a worker tells of one; then what it tells, and the record that leads there', async () => {
    const owner = await api.asOwner();
    expect((await owner('GET', '/v1/bounce-listener')).json()).toEqual({ listeners: [], records: [] });
    await api.dependencies.database.pool.query(
      `INSERT INTO sending_domain (name, return_path_domain) VALUES ('news.example', 'back.example')`,
    );
    await new ListenerStore(api.dependencies.database).tell(
      {
        ...{ id: 'm::25', hostName: 'mx.back.example', address: '', port: 25, hasTls: false, isListening: true },
        ...{ trouble: null, connections: 1 },
      },
      {
        ...{ accepted: 3, refused: 1, putOff: 0, lastAcceptedAt: new Date(), lastRefusedAt: new Date() },
        lastRefusal: '<script>@x.example from 192.0.2.1: no such mailbox',
      },
    );
    expect((await owner('GET', '/v1/bounce-listener')).json()).toMatchObject({
      listeners: [{ id: 'm::25', state: 'listening', accepted: 3, refused: 1, lastRefusal: expect.any(String) }],
      records: [{ name: 'back.example', type: 'MX', value: '10 mx.back.example.', leadsHere: null }],
    });
  });
});
