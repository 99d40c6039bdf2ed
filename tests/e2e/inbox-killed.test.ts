// kill -9 while bounces are read, matched and applied: each counts once, whichever way it came.
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AcceptedPerson, bouncesFor, seedAccepted } from '../../scripts/bench/inbox-seed.mjs';
import { freePort } from '../../scripts/postgres.mjs';
import { pause, until } from '../../scripts/wait.mjs';
import { handOver } from '../smtp-talk.js';
import { type Service, startService } from './service.js';

const IN_MAILBOX = 1500;
const OVER_SMTP = 300;
const KILLS_AT = [100, 700, 1400];
const SENDERS = 10;

describe('a worker that is killed with -9 while bounces come in', () => {
  let service: Service;
  let pool: pg.Pool;
  let smtpPort: number;
  beforeAll(async () => {
    smtpPort = await freePort();
    service = await startService({ DOORSTEP_BOUNCE_SMTP_PORT: String(smtpPort) });
    pool = new pg.Pool({ connectionString: service.stack.databaseUrl, max: 3 });
  });
  afterAll(async () => {
    await pool?.end();
    await service?.stop();
  });

  const query = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const settled = async () =>
    (await query(`SELECT count(*)::int AS n FROM inbound_message WHERE state <> 'new'`))[0].n as number;

  async function fillMailbox(people: AcceptedPerson[], secret: Uint8Array): Promise<void> {
    for await (const { raw } of bouncesFor(people, secret)) {
      const answer = await fetch(`${service.stack.simnet!.controlUrl}/mailbox`, {
        method: 'POST',
        body: JSON.stringify({ raw }),
      });
      expect(answer.ok).toBe(true);
    }
  }

  /** As mail servers do: whoever was not told 250 comes again. @returns how often that was needed */
  async function sendOverSmtp(people: AcceptedPerson[], secret: Uint8Array): Promise<number> {
    const mails = bouncesFor(people, secret);
    let again = 0;
    const sender = async () => {
      for await (const { returnPath, raw } of mails)
        for (let reply = ''; !reply.startsWith('250'); ) {
          reply = await handOver(smtpPort, returnPath, raw).catch((error: Error) => error.message);
          if (reply.startsWith('250')) continue;
          expect(reply, 'nothing is refused for good').not.toMatch(/^5/);
          again++;
          await pause(200);
        }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    return again;
  }

  it('takes back every delivery once', async () => {
    const secret = Buffer.from(readFileSync(service.stack.environment.DOORSTEP_SECRET_FILE!, 'utf8').trim(), 'base64');
    const people = await seedAccepted({ query }, IN_MAILBOX + OVER_SMTP);
    const sending = sendOverSmtp(people.slice(IN_MAILBOX), secret);
    await fillMailbox(people.slice(0, IN_MAILBOX), secret);
    let kills = 0;
    for (const goal of KILLS_AT) {
      await until(`${goal} are settled`, 120_000, async () => (await settled()) >= goal, 20);
      if ((await settled()) === people.length) break;
      service.stack.services.worker?.kill();
      kills++;
      await pause(300);
    }
    expect(kills, 'the worker was killed while it was at work').toBeGreaterThan(1);
    const again = await sending;
    await until('all are settled', 180_000, async () => (await settled()) >= people.length);

    const [found] = await query(
      `SELECT (SELECT count(*)::int FROM inbound_message WHERE source = 'mailbox' AND state = 'matched') AS mailbox,
         (SELECT count(*)::int FROM inbound_message WHERE source = 'listener' AND state = 'matched') AS listener,
         (SELECT count(*)::int FROM inbound_message) AS kept,
         (SELECT count(*)::int FROM delivery WHERE state IN ('returned', 'complained')) AS moved,
         (SELECT count(DISTINCT delivery_id)::int FROM inbound_message) AS deliveries,
         (SELECT max(soft_streak)::int FROM address) AS streak,
         (SELECT count(*)::int - count(DISTINCT address_id)::int FROM suppression) AS doubled`,
    );
    expect(found, `${kills} kills, ${again} sent again`).toEqual({
      ...{ mailbox: IN_MAILBOX, listener: OVER_SMTP, kept: people.length, moved: people.length },
      ...{ deliveries: people.length, streak: 1, doubled: 0 },
    });
    const [campaign] = await query(`SELECT id FROM campaign WHERE name = 'Letter'`);
    const { returned = 0, complained = 0 } = await service.states(campaign.id);
    expect(returned + complained, 'the tally of the campaign').toBe(people.length);
  });
});
