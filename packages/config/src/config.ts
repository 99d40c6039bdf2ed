// The environment as one frozen, typed object; every fault is named at once.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { schema } from './schema.js';

export type Config = Readonly<z.output<typeof schema>>;

/** Thrown at start with every fault of the environment, a line each. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nSee .env.example and docs/configuration.md.`,
    );
    this.name = 'ConfigError';
  }
}

/** Variables that may come from a file: NAME_FILE holds its path. */
const FROM_FILE = ['DATABASE_URL', 'REDIS_URL', 'DOORSTEP_SECRET', 'DOORSTEP_SETUP_TOKEN'] as const;

/**
 * Reads and checks the environment.
 *
 * @param environment `process.env` or a stand-in; empty strings count as not set
 * @throws ConfigError naming every variable that is missing or wrong, and what would be right
 */
export function loadConfig(environment: Record<string, string | undefined> = process.env): Config {
  const faults: string[] = [];
  const values: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== '') values[name] = value;
  for (const name of FROM_FILE) readFromFile(name, values, faults);
  const parsed = schema.safeParse(values);
  if (!parsed.success)
    faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`));
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults);
  return Object.freeze(parsed.data);
}

function readFromFile(name: string, values: Record<string, string | undefined>, faults: string[]): void {
  const path = values[`${name}_FILE`];
  if (path === undefined) return;
  if (values[name] !== undefined) {
    faults.push(`${name}: set either ${name} or ${name}_FILE, not both`);
    return;
  }
  try {
    values[name] = readFileSync(path, 'utf8').trim();
  } catch (error) {
    faults.push(`${name}_FILE: cannot read ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
}

const SECRET_KEYS: ReadonlySet<string> = new Set(['secret', 'setupToken', 'sandbox']);
const URL_KEYS: ReadonlySet<string> = new Set(['databaseUrl', 'redisUrl']);

/** The configuration for a log: secrets and passwords in addresses are masked. */
export function describeConfig(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (SECRET_KEYS.has(key) && value !== undefined) return [key, '***'];
      if (URL_KEYS.has(key) && typeof value === 'string')
        return [key, value.replace(/:\/\/([^:@/]*):[^@]*@/, '://$1:***@')];
      return [key, value];
    }),
  );
}
