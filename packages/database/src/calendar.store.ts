// Campaigns of a stretch of time: those that began in it, those that are to begin, and issues that are still to be made.
import type { CalendarEntry } from '@doorstep/contracts';
import type { Database } from './database.js';
import { SeriesStore } from './series.store.js';

export type CalendarRow = Omit<CalendarEntry, 'at'> & { readonly at: Date };

/** More than a screen can show. */
const MOST = 500;

const CAMPAIGNS = `
SELECT 'campaign' AS kind, c.id, c.name, c.state, coalesce(c.started_at, c.scheduled_at) AS at, c.audience_planned AS people
FROM campaign c WHERE c.one_mail_to IS NULL AND ((c.started_at >= $1 AND c.started_at < $2)
  OR (c.started_at IS NULL AND c.state IN ('scheduled','planned','paused') AND c.scheduled_at >= $1 AND c.scheduled_at < $2))
ORDER BY 5 LIMIT ${MOST}`;

export class CalendarStore {
  constructor(private readonly database: Database) {}

  /** By their time. */
  async between(from: Date, until: Date): Promise<CalendarRow[]> {
    const [campaigns, coming] = await Promise.all([
      this.database.pool.query<CalendarRow>(CAMPAIGNS, [from, until]),
      new SeriesStore(this.database).coming(from, until),
    ]);
    const issues = coming.map(({ seriesId, name, at }) => ({
      ...({ kind: 'issue', id: seriesId, name, state: null, people: null } as const),
      at,
    }));
    return [...campaigns.rows, ...issues].sort((one, other) => one.at.getTime() - other.at.getTime());
  }
}
