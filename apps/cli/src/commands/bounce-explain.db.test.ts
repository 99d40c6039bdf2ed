// A reply explained at a terminal: by our rules without a database, by own ones where there is one.
import { randomBytes } from 'node:crypto';
import type { RuleDefinition } from '@doorstep/contracts';
import { type Database, OwnRuleStore, openDatabase } from '@doorstep/database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../../tests/database.js';
import { UsageError } from '../usage-error.js';
import { run } from './bounce-explain.js';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function said(...args: string[]): Promise<{ out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  expect(await run(args)).toBe(0);
  vi.restoreAllMocks();
  return { out: out.join(''), err: err.join('') };
}

describe('doorstep bounce explain', () => {
  it('names our rule and what it found, without a database', async () => {
    vi.stubEnv('DATABASE_URL', '');
    const { out, err } = await said('552 5.2.2 Mailbox full', '--stage', 'rcpt');
    expect(out).toMatch(
      /^mailbox_full \(about address, likely, final\)\ntext\/mailbox-full\nOur rule .* found “mailbox full”/,
    );
    expect(err).toMatch(/no database is configured/);
    expect((await said('599 Zork')).out).toMatch(/No rule knows this reply/);
  });

  it('asks own rules first where there is a database', async () => {
    vi.stubEnv('DATABASE_URL', fresh.url);
    vi.stubEnv('DOORSTEP_SECRET', randomBytes(32).toString('base64'));
    vi.stubEnv('DOORSTEP_PUBLIC_URL', 'http://doorstep.test');
    const definition: RuleDefinition = {
      ...{ provider: null, stages: [], codes: [], enhancedCodes: [], phrases: ['box * full'] },
      ...{ category: 'content_spam', scope: 'message', certainty: 'likely', isPermanent: false },
    };
    const rule = { name: 'Full', slug: 'full', note: '', isEnabled: true, definition };
    await new OwnRuleStore(database).add(rule, 'Ann');
    const { out, err } = await said('552 5.2.2 Box is full');
    expect(out).toMatch(/^content_spam .*\nown\/full@1\nYour rule “full” found “box is full”/);
    expect(err).toBe('');
  });

  it('does nothing without a reply, or with a place that is none', async () => {
    await expect(run([])).rejects.toThrow(UsageError);
    await expect(run(['550 no', '--stage', 'nowhere'])).rejects.toThrow(UsageError);
  });
});
