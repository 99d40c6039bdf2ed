// A month of campaigns over HTTP: what went out and what became of it, in the days of a time zone.
import { MonthQuery, MonthReport } from '@doorstep/contracts';
import { ReportStore } from '@doorstep/database';
import { Controller, Get, Query } from '@nestjs/common';
import { fieldProblem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';
import { readLocalTime } from './local-time.js';

@Controller('v1/reports')
export class MonthReportController {
  constructor(private readonly reports: ReportStore) {}

  @Get('month')
  @Scopes('campaigns:read')
  @Returns(MonthReport)
  async month(@Query({ schema: MonthQuery }) { month, timeZone }: MonthQuery) {
    const [year, number] = month.split('-').map(Number) as [number, number];
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
    const [from, until] = [firstMoment(month, timeZone), firstMoment(next, timeZone)];
    return { month, timeZone, from, until, asOf: new Date(), ...(await this.reports.between(from, until)) };
  }
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
