// API keys over HTTP: made (shown once), listed, revoked.
import { ApiKey, CreatedApiKey, Id, NewApiKey, PageQuery } from '@doorstep/contracts';
import { ApiKeyStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Module, Param, Post, Query } from '@nestjs/common';
import { makeKey } from '../auth/api-key.js';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { HoldsSecret } from '../http/idempotency.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/api-keys')
export class ApiKeyController {
  constructor(private readonly keys: ApiKeyStore) {}

  @Get()
  @Scopes('settings:read')
  @Returns(ApiKey, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.keys.page({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  /** A key can do no more than whoever makes it. */
  @Post()
  @Scopes('settings:write')
  @HoldsSecret()
  @Returns(CreatedApiKey, { status: 201 })
  async add(@Body({ schema: NewApiKey }) { name, scopes, expiresAt }: NewApiKey, @Actor() actor: Actor) {
    const beyond = scopes.filter((scope) => !actor.scopes.includes(scope));
    if (beyond.length > 0) throw problem('scope_beyond', 403, `You cannot give away what you do not have: ${beyond}.`);
    const until = expiresAt === null ? null : new Date(expiresAt);
    if (until !== null && until.getTime() <= Date.now())
      throw fieldProblem('expiresAt', 'in_the_past', 'This time has passed already.');
    const { key, prefix, secretHash } = makeKey();
    const unique = [...new Set(scopes)];
    const row = await this.keys.add({
      name,
      prefix,
      secretHash,
      scopes: unique,
      createdBy: actor.label,
      expiresAt: until,
    });
    return { ...row, key };
  }

  @Delete(':id')
  @Scopes('settings:write')
  @Returns(null)
  async revoke(@Param('id', { schema: Id }) id: string) {
    if (!(await this.keys.revoke(id))) throw notFound('API key');
  }
}

@Module({ controllers: [ApiKeyController] })
export class ApiKeysModule {}
