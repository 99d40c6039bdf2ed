// Counts what a person had to press: clicks of a pointer, and Enter or Space on something that can be pressed.
import type { Page } from 'playwright-core';

export interface Clicks {
  /** Since the last time it was begun anew. */
  count(): number;
  beginAnew(): void;
}

interface ClickWindow {
  addEventListener(type: 'click', hear: () => void, isCaptured: true): void;
  setTimeout(then: () => void, ms: number): void;
  isHeard?: true;
  doorstepClicked(): void;
}

/** Runs in the page. A click on a label clicks its field too, in the same turn: that is one. */
function hearClicks(): void {
  const view = globalThis as unknown as ClickWindow;
  if (view.isHeard) return;
  view.isHeard = true;
  let isCounted = false;
  view.addEventListener(
    'click',
    () => {
      if (isCounted) return;
      isCounted = true;
      view.setTimeout(() => {
        isCounted = false;
      }, 0);
      view.doorstepClicked();
    },
    true,
  );
}

/** Counts over all documents the page will show. Once a page. */
export async function clicks(page: Page): Promise<Clicks> {
  let sum = 0;
  await page.exposeFunction('doorstepClicked', () => {
    sum += 1;
  });
  await page.addInitScript(hearClicks);
  await page.evaluate(hearClicks);
  return {
    count: () => sum,
    beginAnew: () => {
      sum = 0;
    },
  };
}
