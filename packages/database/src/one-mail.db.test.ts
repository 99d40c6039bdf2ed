// One mail to one person, in a real database: which campaign it carries, when there is none, and how a trial is taken back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.js';
import { CampaignStore } from './campaigns.store.js';
import { OneMailStore } from './one-mail.store.js';
import { type SendingFixture, sendingFixture } from './testing/sending-fixture.js';

let fresh: FreshDatabase;
let fixture: SendingFixture;
let mails: OneMailStore;
beforeAll(async () => {
  fresh = await freshDatabase();
  fixture = sendingFixture(fresh.url);
  mails = new OneMailStore(fixture.database);
});
afterAll(async () => {
  await fixture.database.close();
  await fresh.drop();
});

const setState = (campaignId: string, state: string) =>
  fixture.query(
    `UPDATE delivery SET state = $2, next_attempt_at = CASE WHEN $2 IN ('planned','due','deferred','sending') THEN next_attempt_at END
     WHERE campaign_id = $1`,
    [campaignId, state],
  );
const recipients = async (campaignId: string) =>
  fixture.query<{ address: string }>(
    `SELECT a.normalized AS address FROM campaign_recipient r JOIN address a ON a.id = r.address_id WHERE r.campaign_id = $1`,
    [campaignId],
  );

describe('one mail', () => {
  it('carries the newest campaign she did not get, to her alone', async () => {
    const { campaignId, addressIds } = await fixture.dueCampaign('one-mail.test', 3);
    await setState(campaignId, 'refused');
    const [her] = await fixture.query<{ address: string }>('SELECT normalized AS address FROM address WHERE id = $1', [
      addressIds[0],
    ]);
    const made = await mails.make({ address: her!.address, lift: null }, 'Ada');
    expect(made.campaignName).toMatch(new RegExp(`: one mail to ${her!.address}$`));
    expect(await recipients(made.campaignId)).toEqual([her]);
    expect((await new CampaignStore(fixture.database).one(made.campaignId))!).toMatchObject({
      ...{ state: 'draft', audienceKind: 'people', resendOf: campaignId },
    });
    const listed = async (isOneMail: boolean) =>
      (await new CampaignStore(fixture.database).page({ limit: 100, isOneMail })).map(({ id }) => id);
    expect(await listed(true)).toEqual([made.campaignId]);
    expect(await listed(false)).toContain(campaignId);
    expect(await listed(false)).not.toContain(made.campaignId);
    await mails.takeBack(made, 'Ada');
    expect(await new CampaignStore(fixture.database).one(made.campaignId)).toBeNull();
  });

  it.each([
    ['accepted', /Their server took every campaign/],
    ['in_doubt', /may have got it already/],
    ['deferred', /on its way/],
  ])('is none where her last one is %s, and says why', async (state, words) => {
    const { campaignId, addressIds } = await fixture.dueCampaign(`one-${state.replace('_', '-')}.test`, 1);
    await setState(campaignId, state);
    const [her] = await fixture.query<{ address: string }>('SELECT normalized AS address FROM address WHERE id = $1', [
      addressIds[0],
    ]);
    await expect(mails.make({ address: her!.address, lift: null }, 'Ada')).rejects.toMatchObject({
      ...{ code: 'nothing_to_send', message: expect.stringMatching(words) },
    });
  });

  it('lifts what holds her back for a trial, and puts it back when nothing could be sent', async () => {
    const { campaignId, addressIds } = await fixture.dueCampaign('one-trial.test', 2);
    await setState(campaignId, 'refused');
    const [her, other] = await fixture.query<{ address: string }>(
      'SELECT normalized AS address FROM address WHERE id = ANY($1::uuid[]) ORDER BY id',
      [addressIds],
    );
    const [held] = await fixture.query<{ id: string }>(
      `INSERT INTO suppression (address_id, cause, source, actor, evidence)
       SELECT id, 'hard_bounce', 'outcome', 'Doorstep', '{}' FROM address WHERE normalized = $1 RETURNING id`,
      [her!.address],
    );
    const { id: suppressionId } = held!;
    await expect(mails.make({ address: her!.address, lift: null }, 'Ada')).rejects.toThrow(/She is held back/);
    const lift = { suppressionId, reason: 'She says it works' };
    await expect(mails.make({ address: other!.address, lift }, 'Ada')).rejects.toMatchObject({
      code: 'suppression_of_another',
    });
    const made = await mails.make({ address: her!.address, lift }, 'Ada');
    const state = async () =>
      (
        await fixture.query<{ isLifted: boolean; onProbation: boolean }>(
          `SELECT lifted_at IS NOT NULL AS "isLifted", on_probation AS "onProbation" FROM suppression WHERE id = $1`,
          [suppressionId],
        )
      )[0];
    expect(await state()).toEqual({ isLifted: true, onProbation: true });
    await mails.takeBack(made, 'Ada');
    expect(await state()).toEqual({ isLifted: false, onProbation: true });
  });
});
