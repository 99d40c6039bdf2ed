// The dashboard as a new user meets it, from the one-time link to the reason why somebody does not get her mail.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asking } from './asking.js';
import { chronicBounces } from './chronic.js';
import { consequences } from './consequences.js';
import { everyPage } from './every-page.js';
import { exchangingKeys } from './exchanging-keys.js';
import { firstRun } from './first-run.js';
import { importTasks } from './import-tasks.js';
import { importing } from './importing.js';
import { lookingAfter } from './looking-after.js';
import { manySubscribers } from './many-subscribers.js';
import { publicPages } from './public-pages.js';
import { reporting } from './reporting.js';
import { returnedMail } from './returned-mail.js';
import { rules } from './rules.js';
import { segments } from './segments.js';
import { sending } from './sending.js';
import { story } from './story.js';
import { launch, visitor } from './visitor.js';
import { writing } from './writing.js';

describe('the dashboard', () => {
  beforeAll(async () => {
    story.browser = await launch();
    story.ada = await visitor(story.browser);
  });
  afterAll(() => story.browser?.close());
  // What stood on the page when a step failed says more than the line it waited for.
  afterEach(async ({ task }) => {
    if (!task.result?.errors?.length) return;
    const { page } = story.ada;
    const shown = page.getByRole('dialog').or(page.locator('main')).last();
    process.stderr.write(`${page.url()} showed:\n${await shown.textContent({ timeout: 2000 }).catch(String)}\n`);
  });

  // The parts build on each other: what one makes, the next one uses.
  describe('the first run', firstRun);
  describe('an import', importing);
  describe('a campaign', sending);
  describe('a report', reporting);
  describe('writing', writing);
  describe('the question why', asking);
  describe('what came back', returnedMail);
  describe('rules', rules);
  describe('looking after it', lookingAfter);
  describe('keys', exchangingKeys);
  describe('what bounces lead to', consequences);
  describe('chronic bounces', chronicBounces);
  describe('segments', segments);
  describe('the tasks of an import', importTasks);
  describe('the pages of readers', publicPages);
  describe('many subscribers', manySubscribers);
  describe('every page', everyPage);

  it('caused no fault and asked nobody else all the while', () => {
    expect(story.ada.faults).toEqual([]);
  });
});
