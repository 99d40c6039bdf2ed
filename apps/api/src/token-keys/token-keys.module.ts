// The keys of unsubscribe links and return paths over HTTP: seen, exchanged, retired once their links are old.
import { TokenKey, TokenKeyRetirement } from '@doorstep/contracts';
import { newTokenKey, type TokenKeyFollower, TokenKeyStore, type TokenKeyView, type Vault } from '@doorstep/database';
import { Body, Controller, Get, Inject, Injectable, Module, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AuditAs } from '../http/audit.js';
import { TOKEN_KEYS, VAULT } from '../http/dependencies.module.js';
import { notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

const KeyId = z.string().max(64);

@Injectable()
export class TokenKeyService {
  constructor(
    private readonly keys: TokenKeyStore,
    @Inject(TOKEN_KEYS) private readonly following: TokenKeyFollower,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** The first one stands there as soon as any process has read the keys. */
  all(): Promise<TokenKeyView[]> {
    return this.keys.all();
  }

  async rotate(): Promise<TokenKeyView> {
    await this.following.refresh();
    return this.changed(await this.keys.rotate(newTokenKey(this.vault)));
  }

  async retire(id: string, breakLinks: boolean): Promise<TokenKeyView> {
    await this.keys.retire(id, breakLinks);
    return this.changed(id);
  }

  async restore(id: string): Promise<TokenKeyView> {
    await this.keys.restore(id);
    return this.changed(id);
  }

  private async changed(id: string): Promise<TokenKeyView> {
    await this.following.refresh();
    const key = (await this.keys.all()).find((one) => one.id === id);
    if (key === undefined) throw notFound('key');
    return key;
  }
}

@Controller('v1/token-keys')
export class TokenKeyController {
  constructor(private readonly service: TokenKeyService) {}

  @Get()
  @Scopes('settings:read')
  @Returns(TokenKey, { list: true })
  async page() {
    return { data: await this.service.all(), nextCursor: null };
  }

  @Post()
  @Scopes('settings:write')
  @AuditAs('token-keys.rotate')
  @Returns(TokenKey, { status: 201 })
  rotate() {
    return this.service.rotate();
  }

  @Post(':id/retire')
  @Scopes('settings:write')
  @Returns(TokenKey)
  retire(
    @Param('id', { schema: KeyId }) id: string,
    @Body({ schema: TokenKeyRetirement }) { breakLinks }: TokenKeyRetirement,
  ) {
    return this.service.retire(id, breakLinks);
  }

  @Post(':id/restore')
  @Scopes('settings:write')
  @Returns(TokenKey)
  restore(@Param('id', { schema: KeyId }) id: string) {
    return this.service.restore(id);
  }
}

@Module({ controllers: [TokenKeyController], providers: [TokenKeyService] })
export class TokenKeysModule {}
