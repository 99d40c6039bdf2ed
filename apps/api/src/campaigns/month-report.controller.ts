// A month of campaigns over HTTP: what went out and what became of it, in the days of a time zone.
import { CalendarMonth, MonthQuery, MonthReport } from '@doorstep/contracts';
import { CalendarStore, ReportStore } from '@doorstep/database';
import { Controller, Get, Query } from '@nestjs/common';
import { fieldProblem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readLocalTime } from './local-time.js';

@Controller('v1/reports')
export class MonthReportController {
  constructor(
    private readonly reports: ReportStore,
    private readonly calendars: CalendarStore,
  ) {}

  @Get('month')
  @Scopes('campaigns:read')
  @Returns(MonthReport)
  async month(@Query({ schema: MonthQuery }) { month, timeZone }: MonthQuery) {
    const { from, until } = stretchOf(month, timeZone);
    return { month, timeZone, from, until, asOf: new Date(), ...(await this.reports.between(from, until)) };
  }

  /** What went and what is to go, issues of series included that are not made yet. */
  @Get('calendar')
  @Scopes('campaigns:read')
  @Returns(CalendarMonth)
  async calendar(@Query({ schema: MonthQuery }) { month, timeZone }: MonthQuery) {
    const { from, until } = stretchOf(month, timeZone);
    return { month, timeZone, entries: await this.calendars.between(from, until) };
  }
}

/** From the first moment of a month to that of the next one. */
function stretchOf(month: string, timeZone: string): { from: Date; until: Date } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { from: firstMoment(month, timeZone), until: firstMoment(next, timeZone) };
}

/** The first midnight of a month; where clocks skip it, the moment after. */
function firstMoment(month: string, timeZone: string): Date {
  for (const hour of ['00:00', '01:00']) {
    const read = readLocalTime({ localTime: `${month}-01T${hour}`, timeZone });
    if (read.kind === 'moment') return read.at;
    if (read.kind === 'twice') {
      const earlier = readLocalTime({ localTime: `${month}-01T${hour}`, timeZone, offset: read.offsets[0]! });
      if (earlier.kind === 'moment') return earlier.at;
    }
  }
  throw fieldProblem('timeZone', 'unknown_time_zone', 'Name a time zone such as Europe/Berlin.');
}
