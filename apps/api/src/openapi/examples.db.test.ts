// Every example request of the document is sent to a real API as it stands, and each answer is held to the document's schema.
import { PlanStore, SendingDomainStore } from '@doorstep/database';
import { dkimRecord, generateDkimKey } from '@doorstep/message';
import { type Simnet, startSimnet } from '@doorstep/simnet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { type Caller, startTestApi, type TestApi } from '../testing/test-api.js';
import { EXAMPLES, SAMPLE } from './examples.js';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { name: string; in: string; example?: unknown }[];
  readonly requestBody?: { content: Record<string, { example?: unknown }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}
interface Described extends Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

let database: FreshDatabase;
let simnet: Simnet;
let api: TestApi;
let owner: Caller;
let document: Document;
let operations: Map<string, Described>;
/** What the ids of the examples are here. */
const real = new Map<string, string>();

beforeAll(async () => {
  database = await freshDatabase();
  simnet = await startSimnet({});
  api = await startTestApi(database.url, {
    environment: { DOORSTEP_DNS_SERVERS: simnet.dnsServer, DOORSTEP_SMTP_PORT: String(simnet.smtpPort) },
  });
  owner = await api.asOwner();
  const { privateKeyPem, publicKeyBase64: publicKey } = generateDkimKey('ed25519-sha256');
  const data = dkimRecord('ed25519-sha256', publicKey);
  simnet.putRecords([{ name: 'ds1._domainkey.news.example', type: 'TXT', data }]);
  const domainId = await api.app.get(SendingDomainStore).add('news.example', 'bounces.news.example', {
    ...{ selector: 'ds1', algorithm: 'ed25519-sha256', publicKey },
    privateKeySealed: api.dependencies.vault.seal(privateKeyPem),
  });
  real.set(SAMPLE.sendingDomain, domainId);
  document = (await api.inject({ url: '/v1/openapi.json' })).json<Document>();
  operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const described = { ...operation, path, method: method.toUpperCase() as Described['method'] };
        return [operation.operationId, described] as const;
      }),
    ),
  );
});
afterAll(async () => {
  await api.close();
  await simnet.close();
  await database.drop();
});

const query = (text: string) => api.dependencies.database.pool.query(text, [real.get(SAMPLE.campaign)]);

/** What a worker, a mail server or a reader does between two requests. */
const meanwhile: Record<string, () => Promise<unknown>> = {
  // She confirmed: a list with double opt-in sends nobody else anything.
  campaignsTryOut: () => api.dependencies.database.pool.query(`UPDATE membership SET status = 'subscribed'`),
  async campaignsSlow() {
    const plans = new PlanStore(api.dependencies.database);
    const id = real.get(SAMPLE.campaign)!;
    while ((await plans.planPage(id, { limit: 50, usesFields: true, timeScale: 1 })).kind === 'more');
  },
  campaignsWouldGetIt: () =>
    query(`UPDATE delivery SET state = 'refused', next_attempt_at = NULL, attempts = 1 WHERE campaign_id = $1`),
};

const here = (value: string): string => [...real].reduce((text, [sample, id]) => text.replaceAll(sample, id), value);

/** As the document describes it, with the ids of this place. */
async function send({ method, path, parameters = [], requestBody }: Described) {
  const valuesIn = (place: string) => parameters.filter((one) => one.in === place && one.example !== undefined);
  const filled = valuesIn('path').reduce(
    (text, one) => text.replace(`{${one.name}}`, encodeURIComponent(here(String(one.example)))),
    path,
  );
  const search = new URLSearchParams(valuesIn('query').map((one) => [one.name, here(String(one.example))]));
  const url = search.size === 0 ? filled : `${filled}?${search}`;
  const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return owner(method, url);
  if (type !== 'application/json') return owner(method, url, body?.example, { 'content-type': type });
  return owner(method, url, JSON.parse(here(JSON.stringify(body?.example ?? {}))));
}

/** Components stand under $defs for whoever reads the schema by itself. */
function asRead(schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
}

describe('the examples of the document', () => {
  it('are all sent as they stand, answered as is said, and the answers fit their schemas', async () => {
    const wrong: string[] = [];
    for (const [name, { makes }] of Object.entries(EXAMPLES)) {
      const operation = operations.get(name);
      if (operation === undefined) {
        wrong.push(`${name}: there is no such operation`);
        continue;
      }
      await meanwhile[name]?.();
      const answer = await send(operation);
      const [status, described] = Object.entries(operation.responses)[0]!;
      if (String(answer.statusCode) !== status) {
        wrong.push(`${name}: ${answer.statusCode} instead of ${status}: ${answer.body.slice(0, 300)}`);
        continue;
      }
      const schema = described.content?.['application/json']?.schema;
      const read = schema === undefined ? null : asRead(schema).safeParse(answer.json());
      if (read?.success === false) wrong.push(`${name}: ${z.prettifyError(read.error)}`);
      if (makes !== undefined) real.set(makes, answer.json<{ id: string }>().id);
    }
    expect(wrong).toEqual([]);
  });

  it('hold an answer to its schema: one that does not fit is told', () => {
    const { schema } = operations.get('listsOne')!.responses['200']!.content!['application/json']!;
    expect(asRead(schema!).safeParse({ id: 'no id', name: 7 }).success).toBe(false);
  });

  it('are there for every request with a body of the main resources', () => {
    const main = new Set(['lists', 'subscribers', 'imports', 'segments', 'campaigns', 'templates', 'fields', 'tags']);
    const bare = [...operations.values()].filter(
      ({ tags, requestBody }) =>
        main.has(tags[0]!) &&
        Object.values(requestBody?.content ?? {}).some((content) => content.example === undefined),
    );
    expect(bare.map(({ operationId }) => operationId)).toEqual(['tagsMerge']);
  });
});
