// The dashboard as a new user meets it, from the one-time link to the reason why somebody does not get her mail.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asViewer } from './as-viewer.js';
import { asking } from './asking.js';
import { everyPage, storyDialogs, storyPages, theFrame } from './every-page.js';
import { firstRun } from './first-run.js';
import { followingUp } from './following-up.js';
import { importing } from './importing.js';
import { lookingAfter } from './looking-after.js';
import { reporting } from './reporting.js';
import { returnedMail } from './returned-mail.js';
import { rules } from './rules.js';
import { sending } from './sending.js';
import { visitService } from './service.js';
import { story } from './story.js';
import { launch, visitor } from './visitor.js';
import { writing } from './writing.js';

visitService('dashboard');

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
  describe('following up', followingUp);
  describe('as a viewer', asViewer);
  describe('every page', () => everyPage(storyPages, storyDialogs));
  describe('the frame', theFrame);

  it('caused no fault and asked nobody else all the while', () => {
    expect(story.ada.faults).toEqual([]);
  });
});
