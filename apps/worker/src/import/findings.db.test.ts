// What a check finds out about a file against a real database: slips of the hand, domains without mail, days of consent; and a pause.
import { ImportWorkStore } from '@doorstep/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../tests/database.js';
import { type ImportTrial, importTrial } from '../testing/import-trial.js';

let trial: ImportTrial;
let listId: string;
beforeAll(async () => {
  trial = await importTrial(await freshDatabase());
  listId = await trial.newList();
});
afterAll(() => trial.end());

const all = { after: 0, limit: 20 };

describe('domains of a file', () => {
  const file = [
    'address,name,city',
    'ann@gmial.com,Ann,',
    'bob@gmial.com,Bob,',
    'eve@yaho.com,Eve,',
    'ada@nxdomain.example,Ada,x',
    'max@null-mx.example,Max,x',
    'sue@trouble.example,Sue,x',
  ].join('\n');

  it('that look mistyped are told with what may be meant, and mended when a person says so', async () => {
    const { id, ...first } = await trial.checked(file, [listId]);
    expect(first).toMatchObject({
      suggestions: [
        { domain: 'gmial.com', meant: 'gmail.com', rows: 2 },
        { domain: 'yaho.com', meant: 'yahoo.com', rows: 1 },
      ],
      checkCounts: { new: 4, suggested: 3 },
    });
    const of = async (query: object) =>
      (await trial.importRows.rows(id, { ...all, ...query })).map((row) => [row.address, row.suggestedFix]);
    expect(await of({ typo: 'yaho.com' })).toEqual([['eve@yaho.com', 'eve@yahoo.com']]);
    expect(await of({ typo: true })).toHaveLength(3);
    await trial.imports.change(id, { corrections: { 'gmial.com': 'gmail.com' } });
    await trial.imports.beginCheck(id);
    await trial.run(id);
    expect(await trial.imports.one(id)).toMatchObject({
      suggestions: [{ domain: 'yaho.com' }],
      checkCounts: { new: 4, suggested: 1 },
    });
    expect(await of({ outcome: 'new' })).toContainEqual(['bob@gmail.com', null]);
  });

  it('that took mail from here are called what they are called', async () => {
    await trial.query(`INSERT INTO mail_domain (name) VALUES ('gmial.com') ON CONFLICT DO NOTHING`);
    await trial.query(
      `INSERT INTO address (normalized, spelling, domain_name, last_accepted_at) VALUES ('x@gmial.com','x@gmial.com','gmial.com', now())`,
    );
    expect((await trial.checked(file, [listId])).suggestions).toMatchObject([{ domain: 'yaho.com' }]);
  });

  it('that take no mail are rejected with the reason; no clear answer rejects nobody', async () => {
    const { id, checkCounts } = await trial.checked(file, [listId]);
    expect(checkCounts).toMatchObject({ rejected: 2, noMailServer: 2, new: 4 });
    const rows = await trial.importRows.rows(id, { ...all, problem: 'no_mail_server' });
    expect(rows.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'The domain “nxdomain.example” does not exist.'],
      [6, 'The domain “null-mx.example” says that it takes no mail (null MX).'],
    ]);
    const [kept] = await trial.importRows.rejected(id, 0, 1);
    expect(kept).toMatchObject({ cells: ['ada@nxdomain.example', 'Ada', 'x'], suggestedFix: null });
    const keeping = await trial.checked(file, [listId], 'utf-8', { onNoMail: 'keep' });
    expect(keeping.checkCounts).toMatchObject({ rejected: 0, noMailServer: 0, new: 6 });
  });
});

describe('the day of a consent', () => {
  it('is that of the row where the file says it, else that of the import, and survives its undo', async () => {
    const file = 'address,since,city\nann@day.example,2024-02-29,\nbob@day.example,,\neve@day.example,30.02.2024,\n';
    const { id, importCounts } = await trial.imported(file, [listId], {
      mapping: ['address', 'consent_at', 'ignore'],
      consentAt: new Date('2026-01-02T00:00:00Z'),
    });
    expect(importCounts).toMatchObject({ new: 2, rejected: 1 });
    const days = await trial.query<{ day: string }>(
      `SELECT to_char(m.consent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM membership m JOIN address a ON a.id = m.address_id
       WHERE a.domain_name = 'day.example' ORDER BY a.normalized`,
    );
    expect(days).toEqual([{ day: '2024-02-29' }, { day: '2026-01-02' }]);
    expect(await trial.takenBack(id)).toMatchObject({ removed: 2, kept: 0 });
  });
});

describe('a pause', () => {
  it('keeps what is done, holds the worker, and goes on exactly there', async () => {
    const people = Array.from({ length: 900 }, (_, i) => `p${i}@pause.example,P ${i},x\n`).join('');
    const { id } = await trial.checked(`address,name,city\n${people}`, [listId]);
    await trial.imports.beginImport(id);
    const work = new ImportWorkStore(trial.database);
    const task = (await work.task(id))!;
    await work.addDomains(id);
    await work.apply(task, 2, 301);
    await trial.imports.pause(id);
    expect(await work.apply(task, 302, 601)).toBe(false);
    await trial.run(id);
    expect(await trial.imports.one(id)).toMatchObject({ state: 'paused', rowsDone: 300 });
    await expect(trial.imports.pause(id)).rejects.toThrow('is paused');
    await trial.imports.resume(id);
    await trial.run(id);
    expect(await trial.imports.one(id)).toMatchObject({ state: 'finished', importCounts: { new: 900 } });
    const [counted] = await trial.query(`SELECT count(*)::int AS n FROM address_event WHERE detail->>'importId' = $1`, [
      id,
    ]);
    expect(counted).toEqual({ n: 900 });
  });
});
