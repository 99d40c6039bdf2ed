// Bars 7, 8, 9 and 15: what a site says is kept to, tries come when the table says, and everything is written down.
import { type Category, classifyReply, type Stage } from '@doorstep/bounces';
import { decideRetry, newsletterRetryPolicy } from '@doorstep/delivery';
import { describe, expect, it } from 'vitest';
import { until } from '../../apps/worker/src/testing/run-worker.js';
import { people, pipeline, SPEED } from './pipeline.js';

const pipe = pipeline();

interface AttemptRow {
  readonly stage: Stage;
  readonly outcome: string;
  readonly reply_code: number;
  readonly enhanced_code: string | null;
  readonly reply_text: string;
  readonly category: string;
  readonly scope: string;
  readonly rule_id: string;
  readonly source_ip: string;
  readonly mx_host: string;
  readonly mx_ip: string;
  readonly tls: string;
  readonly report: { steps: { ms: number; stage: string }[]; mx: { kind: string; hosts: { addresses: string[] }[] } };
  readonly wait: string | null;
}
const attemptsOf = (campaignId: string) =>
  pipe.world.query<AttemptRow>(
    `SELECT *, extract(epoch FROM next_attempt_at - finished_at)::text AS wait FROM attempt
     WHERE campaign_id = $1 AND outcome <> 'abandoned' ORDER BY id`,
    [campaignId],
  );

describe('bar 7: pauses', () => {
  it('a reply of the provider’s own pauses the site within a second, with words, at no attempt’s cost; then one message goes first', async () => {
    const host = 'mta.am1.yahoodns.net';
    const rcpt = { code: 421, lines: ['4.7.0 [TSS04] Messages from {client} temporarily deferred'] };
    pipe.simnet.putBehaviour('busy.example', { hosts: [{ name: host }], rcpt });
    const campaignId = await pipe.send(people('busy.example', 100));
    const pause = () =>
      pipe.one<{ is: boolean; reason: string; cause: string; lag: number }>(
        `SELECT t.paused_until > now() AS is, t.pause_reason AS reason, t.pause_cause AS cause,
                extract(epoch FROM t.last_pause_at - (SELECT min(finished_at) FROM attempt WHERE campaign_id = $2))::float AS lag
         FROM site_state t JOIN site s ON s.id = t.site_id WHERE s.mx_key = $1`,
        [host, campaignId],
      );
    pipe.start();
    await until('the site is paused', async () => (await pause())?.is === true);
    const { reason, cause, lag } = (await pause())!;
    expect(cause).toBe('yahoo/tss04');
    expect(reason).toContain('TSS04');
    expect(Math.abs(lag)).toBeLessThan(1);
    const heard = () => pipe.simnet.events({ host, kind: 'deferred' }).length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = heard();
    expect(before).toBeLessThanOrEqual(5); // one of each connection that was open
    expect(
      await pipe.one(`SELECT max(attempts)::int AS attempts FROM delivery WHERE campaign_id = $1`, [campaignId]),
    ).toEqual({ attempts: 0 });
    await pipe.world.query(
      `UPDATE site_state SET paused_until = now() - interval '1 second' WHERE pause_cause = 'yahoo/tss04'`,
    );
    await pipe.world.query(`UPDATE delivery SET next_attempt_at = now() - interval '1 second' WHERE campaign_id = $1`, [
      campaignId,
    ]);
    await until('one more was tried', async () => heard() > before);
    await until('the site is paused again', async () => (await pause())?.is === true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heard()).toBe(before + 1);
  });
});

describe('bar 8: retries', () => {
  it('come after 330 s, 15 and 30 min, 1, 2, 4, 8, 12 and 20 h, give or take a tenth', () => {
    const hours = [330 / 3600, 0.25, 0.5, 1, 2, 4, 8, 12, 20];
    for (const random of [() => 0, () => 0.5, () => 0.999])
      hours.forEach((hour, i) => {
        const decision = decideRetry({
          ...{ policy: newsletterRetryPolicy, category: 'system_temp', attemptsMade: i + 1, hintSeconds: null, random },
          ...{ ageSeconds: 0, maxAgeSeconds: 120 * 3600 },
        });
        if (decision.kind !== 'retry') throw new Error('given up');
        expect(decision.afterSeconds / (hour * 3600)).toBeGreaterThanOrEqual(0.9);
        expect(decision.afterSeconds / (hour * 3600)).toBeLessThanOrEqual(1.1);
      });
  });

  it('never come before "try again in 1200 seconds" is over', async () => {
    const rcpt = { code: 451, lines: ['4.3.0 Busy, try again in 1200 seconds'], times: 1 };
    pipe.simnet.putBehaviour('hint.example', { rcpt });
    const campaignId = await pipe.send(people('hint.example', 2));
    pipe.start();
    await until('both are accepted', async () => (await pipe.world.states(campaignId)).accepted === 2);
    const first = (await attemptsOf(campaignId)).filter(({ outcome }) => outcome === 'deferred');
    expect(first).toHaveLength(2);
    for (const { wait } of first) expect(Number(wait)).toBeGreaterThanOrEqual(1200 / SPEED);
  });

  it('end at the age limit as expired, carrying the last real reply and its category', async () => {
    const rcpt = { code: 452, lines: ['4.3.1 Insufficient system storage on {host}'] };
    pipe.simnet.putBehaviour('busy-disk.example', { rcpt });
    const campaignId = await pipe.send(people('busy-disk.example', 1));
    pipe.start();
    await until('it was tried', async () => (await pipe.world.states(campaignId)).deferred === 1);
    await pipe.world.query(
      `UPDATE delivery SET expires_at = now() + interval '3 seconds', next_attempt_at = now() - interval '1 second' WHERE campaign_id = $1`,
      [campaignId],
    );
    await until('it is expired', async () => (await pipe.world.states(campaignId)).expired === 1);
    expect(
      await pipe.one(
        `SELECT d.category, t.reply_code, t.reply_text FROM delivery d JOIN attempt t ON t.id = d.attempt_id WHERE d.campaign_id = $1`,
        [campaignId],
      ),
    ).toEqual({
      ...{ category: 'system_temp', reply_code: 452 },
      reply_text: '452 4.3.1 Insufficient system storage on mx1.busy-disk.example',
    });
  });
});

describe('bar 9: greylisting', () => {
  it('is answered with the same source address, MAIL FROM and RCPT on every try', async () => {
    pipe.simnet.putBehaviour('grey.example', { greylistSeconds: 300 });
    const campaignId = await pipe.send(people('grey.example', 3));
    pipe.start();
    // The host knows a triplet again only if all three are the same: anything else would be greylisted for ever.
    await until('all are accepted', async () => (await pipe.world.states(campaignId)).accepted === 3);
    const tries = await attemptsOf(campaignId);
    expect(tries.map(({ category }) => category).filter((category) => category === 'greylist')).toHaveLength(3);
    expect(new Set(tries.map((row) => row.source_ip)).size).toBe(1);
    const senders = pipe.simnet.received({ domain: 'grey.example' }).map(({ mailFrom }) => mailFrom);
    expect(new Set(senders).size).toBe(3);
  });
});

describe('bar 15: the log', () => {
  it('holds the whole reply, the steps with times, hosts, addresses, TLS, the DNS answer and the rule; the verdict comes out the same offline', async () => {
    const rcpt = { code: 550, lines: ['5.7.1 Our words are many:', `5.7.1 ${'spam and more '.repeat(260)}`] };
    pipe.simnet.putBehaviour('talkative.example', { rcpt });
    const campaignId = await pipe.send(people('talkative.example', 1));
    pipe.start();
    await until('it is refused', async () => (await pipe.world.states(campaignId)).refused === 1);
    const row = (await attemptsOf(campaignId))[0]!;
    expect(row.reply_text.length).toBeGreaterThan(3500);
    expect(row).toMatchObject({ stage: 'rcpt', mx_host: 'mx1.talkative.example', source_ip: '127.0.0.1' });
    expect(row.mx_ip).toMatch(/^127\.20\./);
    expect(row.tls).toMatch(/^TLSv1\.3 \S+ unverified: /);
    for (const stage of ['connect', 'banner', 'ehlo', 'starttls', 'mail', 'rcpt'])
      expect(row.report.steps.find((step) => step.stage === stage)?.ms, stage).toBeGreaterThanOrEqual(0);
    expect(row.report.mx).toMatchObject({ kind: 'mx', hosts: [{ addresses: [row.mx_ip] }] });
    const { stage, reply_code: code, enhanced_code: enhancedCode, reply_text: text, mx_host: mxHost } = row;
    const again = classifyReply({ stage, code, enhancedCode, text, mxHost });
    expect({ category: again.category, scope: again.scope, ruleId: again.ruleId }).toEqual({
      category: row.category as Category,
      scope: row.scope,
      ruleId: row.rule_id,
    });
  });
});
