// What an editor does every week, on a service where somebody has begun already: each part makes what it needs by itself.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askedAhead } from './asked-ahead.js';
import { chronicBounces } from './chronic.js';
import { consequences } from './consequences.js';
import { usOrThem } from './deliverability.js';
import { dnsRecords } from './dns-records.js';
import { everyPage, weeklyDialogs, weeklyPages } from './every-page.js';
import { exchangedKeys, exchangingKeys } from './exchanging-keys.js';
import { firstLoad } from './first-load.js';
import { makeAccount } from './first-run.js';
import { importPauses } from './import-pauses.js';
import { importTasks } from './import-tasks.js';
import { investigating } from './investigating.js';
import { manySubscribers } from './many-subscribers.js';
import { publicPages } from './public-pages.js';
import { quickList } from './quick-campaign.js';
import { readers } from './readers.js';
import { scheduling } from './scheduling.js';
import { segments } from './segments.js';
import { visitService } from './service.js';
import { LIST, story } from './story.js';
import { twoSubjects } from './two-subjects.js';
import { underWay } from './under-way.js';
import { launch, visitor } from './visitor.js';
import { withoutAPointer } from './without-a-pointer.js';

visitService('weekly');

describe('every week', () => {
  beforeAll(async () => {
    story.browser = await launch();
    story.ada = await visitor(story.browser);
    await makeAccount(story.ada.page);
    await quickList(story.ada.page, LIST, []);
  });
  afterAll(() => story.browser?.close());
  // What stood on the page when a step failed says more than the line it waited for.
  afterEach(async ({ task }) => {
    if (!task.result?.errors?.length) return;
    const { page } = story.ada;
    const shown = page.getByRole('dialog').or(page.locator('main')).last();
    process.stderr.write(`${page.url()} showed:\n${await shown.textContent({ timeout: 2000 }).catch(String)}\n`);
  });

  // In any order but for the last two and the keys: no part needs what another made.
  describe('asked ahead', askedAhead);
  describe('keys', exchangingKeys);
  describe('what bounces lead to', consequences);
  describe('chronic bounces', chronicBounces);
  describe('us or them', usOrThem);
  describe('investigating', investigating);
  describe('records in DNS', dnsRecords);
  describe('segments', segments);
  describe('the tasks of an import', importTasks);
  describe('an import that is paused', importPauses);
  describe('the pages of readers', publicPages);
  describe('what readers see', readers);
  describe('many subscribers', manySubscribers);
  describe('without a pointer', withoutAPointer);
  describe('a schedule', scheduling);
  describe('two subjects', twoSubjects);
  describe('a first load', firstLoad);
  describe('under way', underWay);
  describe('keys, a while later', exchangedKeys);
  describe('every page', () => everyPage(weeklyPages, weeklyDialogs));

  it('caused no fault and asked nobody else all the while', () => {
    expect(story.ada.faults).toEqual([]);
  });
});
