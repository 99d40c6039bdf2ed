// What is asked of the API, and under which key its answer is kept: one place for the page that shows it and the server that asks ahead.
import type { Page } from '@doorstep/contracts';

export interface OneQuestion<Answer> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<Answer>;
}

/** A list, asked for page by page. */
export interface PagesQuestion<Row> {
  readonly queryKey: readonly unknown[];
  readonly load: (cursor: string | null) => Promise<Page<Row>>;
}

export type Question = OneQuestion<unknown> | PagesQuestion<unknown>;
