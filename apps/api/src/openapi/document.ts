// The OpenAPI 3.1 document, made of the routes' rules and the zod schemas they answer and read with.
import * as contracts from '@doorstep/contracts';
import { z } from 'zod';
import { answerSchema } from '../http/returns.js';
import type { Route, RouteInput } from '../http/route-rules.js';

type Json = Record<string, unknown>;

/** Names schemas by their export in contracts, so that the document has one component each. */
const named = new Map<z.ZodType, string>();
for (const [name, value] of Object.entries(contracts)) {
  if (!(value instanceof z.ZodType) || name === 'Id' || name === 'Timestamp') continue;
  named.set(value, name);
  z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id: name });
}

export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  const schemas: Record<string, Json> = {};
  const ordered = [...routes]
    .filter((route) => route.path.startsWith('/v1/'))
    .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  for (const route of ordered) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route, schemas);
  }
  schemas.Problem ??= jsonSchema(contracts.Problem, 'output', schemas, true);
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Doorstep',
      version: '1',
      description: 'Lists page by cursor, faults are RFC 9457 problems, POST takes an Idempotency-Key.',
    },
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: sorted,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: ds_live_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'doorstep-session' },
      },
    },
  };
}

function operation(route: Route, schemas: Record<string, Json>): Json {
  const { access, returns } = route;
  const body = route.inputs.find((input) => input.from === 'body' && input.schema !== null);
  const parameters = route.inputs.flatMap((input) => parametersOf(input, schemas));
  if (route.method === 'POST' && access.kind !== 'public')
    parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } });
  const schema = answerSchema(returns);
  const content = schema
    ? { content: { [returns.as ?? 'application/json']: { schema: jsonSchema(schema, 'output', schemas) } } }
    : returns.as
      ? { content: { [returns.as]: {} } }
      : {};
  return {
    operationId: operationId(route),
    tags: [route.resource.split('/')[0] || 'doorstep'],
    ...(access.kind === 'public'
      ? { security: [] }
      : { description: access.scopes.length > 0 ? `Needs ${access.scopes.join(', ')}.` : 'Needs credentials.' }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body?.schema
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body.schema, 'input', schemas) } },
          },
        }
      : {}),
    responses: {
      [String(returns.status)]: { description: 'Done', ...content },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf({ from, name, schema }: RouteInput, schemas: Record<string, Json>): Json[] {
  if (from === 'param' && name !== null) {
    const type = schema ? jsonSchema(schema, 'input', schemas) : { type: 'string' };
    return [{ name, in: 'path', required: true, schema: type }];
  }
  if (from !== 'query' || schema === null) return [];
  const whole = jsonSchema(schema, 'input', schemas, true);
  const required = (whole.required as string[] | undefined) ?? [];
  return Object.entries((whole.properties as Record<string, Json> | undefined) ?? {}).map(([key, property]) => ({
    name: name ?? key,
    in: 'query',
    required: required.includes(key),
    schema: property,
  }));
}

/** As JSON Schema 2020-12; schemas of contracts inside it become components. `isWhole` keeps the outermost one inline. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>, isWhole = false): Json {
  const suffix = io === 'input' ? 'Input' : '';
  const nameOf = (id: string) =>
    io === 'input' && !/^New|Change$|Settings$|Setup$|Schedule$/.test(id) ? id + suffix : id;
  const {
    $schema: _,
    $defs,
    ...made
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json & { $defs?: Record<string, Json> };
  const refer = (value: unknown): unknown => rewritten(value, nameOf);
  for (const [id, definition] of Object.entries($defs ?? {})) schemas[nameOf(id)] ??= refer(bare(definition)) as Json;
  const id = named.get(schema);
  const own = refer(bare(made)) as Json;
  if (id === undefined || isWhole) return own;
  schemas[nameOf(id)] ??= own;
  return { $ref: `#/components/schemas/${nameOf(id)}` };
}

const bare = ({ id: _, ...rest }: Json): Json => rest;

function rewritten(value: unknown, nameOf: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => rewritten(inner, nameOf));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string') return [key, rewritten(inner, nameOf)];
      return [key, inner.replace(/^#\/\$defs\/(.*)$/, (_all, id: string) => `#/components/schemas/${nameOf(id)}`)];
    }),
  );
}

const operationId = ({ resource, handler }: Route) =>
  [...resource.split(/[^a-z]+/i).filter(Boolean), handler]
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
