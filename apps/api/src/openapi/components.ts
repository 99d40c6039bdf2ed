// The schemas of contracts as named components of the document; two names where what goes in differs from what comes out.
import * as contracts from '@doorstep/contracts';
import { z } from 'zod';

export type Json = Record<string, unknown>;
export type Direction = 'input' | 'output';

/** Names by export, so that the document speaks the words of the house. Id and Timestamp stay inline. */
const named = new Map<string, z.ZodType>();
for (const [name, value] of Object.entries(contracts)) {
  if (!(value instanceof z.ZodType) || name === 'Id' || name === 'Timestamp') continue;
  named.set(name, value);
  z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id: name });
}

const LOCAL_REF = /^#\/\$defs\//;

export class Components {
  private readonly used = new Map<string, { name: string; direction: Direction }>();
  private readonly twofold = twofoldNames();

  /** A reference for a named schema, else the schema itself with references inside. */
  refer(schema: z.ZodType, direction: Direction): Json {
    return this.rewritten(madeOf(schema, direction).root, direction) as Json;
  }

  /** The schema's own properties, also when it has a name. */
  inline(schema: z.ZodType, direction: Direction): Json {
    const { root, definitions } = madeOf(schema, direction);
    const own = refName(root);
    return this.rewritten(own === null ? root : definitions[own], direction) as Json;
  }

  /** Everything referred to so far, and what that refers to, by name. */
  all(): Record<string, Json> {
    const done = new Map<string, Json>();
    for (let size = -1; size !== done.size; ) {
      size = done.size;
      for (const [key, { name, direction }] of this.used)
        if (!done.has(key)) done.set(key, this.inline(named.get(name)!, direction));
    }
    return Object.fromEntries([...done].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  private rewritten(value: unknown, direction: Direction): unknown {
    if (Array.isArray(value)) return value.map((inner) => this.rewritten(inner, direction));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string') return [key, this.rewritten(inner, direction)];
        return [key, `#/components/schemas/${this.use(inner.replace(LOCAL_REF, ''), direction)}`];
      }),
    );
  }

  private use(name: string, direction: Direction): string {
    const key = direction === 'input' && this.twofold.has(name) ? `${name}Input` : name;
    if (!this.used.has(key)) this.used.set(key, { name, direction });
    return key;
  }
}

/** Schemas whose input is not their output: defaults, coercions, or something twofold inside. */
function twofoldNames(): Set<string> {
  const texts = new Map(
    [...named].map(([name, schema]) => {
      const [input, output] = (['input', 'output'] as const).map((direction) => {
        const { root, definitions } = madeOf(schema, direction);
        return JSON.stringify(definitions[refName(root) ?? ''] ?? root);
      });
      return [name, { input: input!, output: output! }];
    }),
  );
  const twofold = new Set([...texts].filter(([, { input, output }]) => input !== output).map(([name]) => name));
  for (let size = -1; size !== twofold.size; ) {
    size = twofold.size;
    for (const [name, { input }] of texts)
      if ([...twofold].some((inner) => input.includes(`"#/$defs/${inner}"`))) twofold.add(name);
  }
  return twofold;
}

/** JSON Schema 2020-12 as zod makes it: a root, and what it refers to under $defs. */
function madeOf(schema: z.ZodType, io: Direction): { root: Json; definitions: Record<string, Json> } {
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json;
  const { $schema: _, $defs = {}, ...root } = made;
  const definitions = Object.entries($defs as Record<string, Json>).map(([name, definition]) => [
    name,
    bare(definition),
  ]);
  return { root: bare(root), definitions: Object.fromEntries(definitions) as Record<string, Json> };
}

const bare = ({ id: _, ...rest }: Json): Json => rest;

const refName = ({ $ref }: Json): string | null => (typeof $ref === 'string' ? $ref.replace(LOCAL_REF, '') : null);
