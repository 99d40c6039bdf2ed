// Suppressions by the list over HTTP: read from other programs with the counts first, written for them.
import { Readable } from 'node:stream';
import {
  csvLine,
  MOST_SUPPRESSIONS,
  readSuppressions,
  SuppressionExportQuery,
  SuppressionImport,
  SuppressionImportResult,
  suppressionForms,
} from '@doorstep/contracts';
import { SuppressionFileStore } from '@doorstep/database';
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Actor } from '../http/actor.js';
import { AuditAs } from '../http/audit.js';
import { fieldProblem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const PAGE_ROWS = 1000;
const TOLD_UNREADABLE = 100;

@Controller('v1/suppression-files')
export class SuppressionFileController {
  constructor(private readonly files: SuppressionFileStore) {}

  /** A trial changes nothing; its counts are what the same text does a moment later. */
  @Post()
  @AuditAs('suppressions.import')
  @Scopes('deliverability:write')
  @Returns(SuppressionImportResult)
  async read(@Body({ schema: SuppressionImport }) { text, reason, isTrial }: SuppressionImport, @Actor() actor: Actor) {
    const { format, lines, unreadable, passedOver } = readSuppressions(text);
    if (lines.length > MOST_SUPPRESSIONS)
      throw fieldProblem('text', 'too_many', `More than ${MOST_SUPPRESSIONS} at once. Give them in several parts.`);
    const counts = isTrial ? await this.files.count(lines) : await this.files.add(lines, reason, actor.label);
    const causes: Record<string, number> = {};
    for (const { cause } of lines) causes[cause] = (causes[cause] ?? 0) + 1;
    return {
      ...{ format, isTrial, passedOver, causes, ...counts },
      domains: lines.filter(({ address }) => address === null).length,
      unreadable: unreadable.slice(0, TOLD_UNREADABLE),
      unreadableCount: unreadable.length,
    };
  }

  @Get()
  @Scopes('deliverability:read')
  @Returns(null, { as: 'text/csv' })
  write(@Query({ schema: SuppressionExportQuery }) query: SuppressionExportQuery, @Res() reply: FastifyReply) {
    const { format } = query;
    const isJson = format === 'json';
    return reply
      .type(isJson ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="suppressions-${format}.${isJson ? 'json' : 'csv'}"`)
      .send(Readable.from(this.lines(query)));
  }

  private async *lines({ format, ...filter }: SuppressionExportQuery): AsyncGenerator<string> {
    if (format === 'json') yield `${JSON.stringify({ filter, asOf: new Date() }).slice(0, -1)},"suppressions":[`;
    else yield csvLine(suppressionForms[format].head);
    let comma = '';
    for (let after: string | null = null; ; ) {
      const page = await this.files.page(filter, PAGE_ROWS, after);
      for (const row of page) {
        if (format === 'json') {
          yield `${comma}\n${JSON.stringify(row)}`;
          comma = ',';
        } else {
          const cells = suppressionForms[format].cells(row);
          if (cells !== null) yield csvLine(cells);
        }
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE_ROWS) break;
    }
    if (format === 'json') yield '\n]}\n';
  }
}
