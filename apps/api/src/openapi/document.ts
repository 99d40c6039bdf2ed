// The OpenAPI 3.1 document, made of the routes' rules and the zod schemas they read and answer with.
import { Problem } from '@doorstep/contracts';
import { answerSchema } from '../http/returns.js';
import type { Route, RouteInput } from '../http/route-rules.js';
import { Components, type Json } from './components.js';
import { EXAMPLES, type Example } from './examples.js';

export function openApiDocument(routes: readonly Route[]): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  const problem = components.refer(Problem, 'output');
  for (const route of inOrder(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route, components, problem);
  }
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
      schemas: components.all(),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: ds_live_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'doorstep-session' },
      },
    },
  };
}

/** Pages of readers and health are no part of it. */
function inOrder(routes: readonly Route[]): Route[] {
  const key = (route: Route) => `${route.path} ${route.method}`;
  return routes.filter((route) => route.path.startsWith('/v1/')).sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function operation(route: Route, components: Components, problem: Json): Json {
  const { access } = route;
  const example = EXAMPLES[operationId(route)];
  const parameters = route.inputs
    .flatMap((input) => parametersOf(input, components))
    .map((parameter) => withExample(parameter, example));
  if (route.method === 'POST' && access.kind !== 'public')
    parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } });
  return {
    operationId: operationId(route),
    tags: [resourceWords(route)[0] ?? 'access'],
    ...(access.kind === 'public' ? { security: [] } : { description: needs(access.scopes) }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route, components, example),
    responses: {
      [String(route.returns.status)]: { description: 'Done', ...answerContent(route, components) },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

const needs = (scopes: readonly string[]) =>
  scopes.length > 0 ? `Needs ${scopes.join(' and ')}.` : 'Needs credentials.';

/** Values of a parameter as an example sends them, where it has one. */
function withExample(parameter: Json, example: Example | undefined): Json {
  const values = { path: example?.path, query: example?.query }[parameter.in as 'path' | 'query'];
  const value = values?.[parameter.name as string];
  return value === undefined ? parameter : { ...parameter, example: value };
}

function requestBody({ inputs }: Route, components: Components, example: Example | undefined): Json {
  const schema = inputs.find(({ from }) => from === 'body')?.schema;
  const { body, file } = example ?? {};
  if (!schema)
    return file === undefined
      ? {}
      : { requestBody: { required: true, content: { [file.type]: { example: file.text } } } };
  const shown = body === undefined ? {} : { example: body };
  const content = { 'application/json': { schema: components.refer(schema, 'input'), ...shown } };
  return { requestBody: { required: true, content } };
}

function answerContent({ returns }: Route, components: Components): Json {
  const schema = answerSchema(returns);
  if (schema === null) return returns.as === null ? {} : { content: { [returns.as]: {} } };
  return { content: { [returns.as ?? 'application/json']: { schema: components.refer(schema, 'output') } } };
}

function parametersOf({ from, name, schema }: RouteInput, components: Components): Json[] {
  if (from === 'param' && name !== null) {
    const type = schema === null ? { type: 'string' } : components.refer(schema, 'input');
    return [{ name, in: 'path', required: true, schema: type }];
  }
  if (from !== 'query' || schema === null) return [];
  if (name !== null) return [{ name, in: 'query', required: false, schema: components.refer(schema, 'input') }];
  const { properties = {}, required = [] } = components.inline(schema, 'input');
  return Object.entries(properties as Record<string, Json>).map(([key, property]) => ({
    name: key,
    in: 'query',
    required: (required as string[]).includes(key),
    schema: property,
  }));
}

/** `v1/campaigns/:id/deliveries` → campaigns, deliveries */
const resourceWords = ({ resource }: Route) =>
  resource.split('/').filter((word) => word !== '' && word !== 'v1' && !word.startsWith(':'));

const operationId = (route: Route) =>
  [...resourceWords(route).flatMap((word) => word.split(/[^a-z0-9]+/i)), route.handler]
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
