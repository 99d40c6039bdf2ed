// People who may sign in: see them, add one, remove one.
import { Id, NewUser, PageQuery, type Role, UserView } from '@doorstep/contracts';
import { AccessStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, Module, Param, Post, Query } from '@nestjs/common';
import { readAccountAddress } from '../auth/account-address.js';
import { hashPassword } from '../auth/passwords.js';
import { Actor } from '../http/actor.js';
import { pageById, readIdCursor } from '../http/cursor.js';
import { notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/users')
export class UserController {
  constructor(private readonly access: AccessStore) {}

  @Get()
  @Scopes('settings:read')
  @Returns(UserView, { list: true })
  async page(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return pageById(await this.access.users({ limit: limit + 1, after: readIdCursor(cursor) }), limit);
  }

  @Post()
  @Scopes('settings:write')
  @Returns(UserView, { status: 201 })
  async add(@Body({ schema: NewUser }) { name, address, password, role }: NewUser, @Actor() actor: Actor) {
    mustNotTouchOwners(actor, role);
    const account = { name, address: readAccountAddress(address), role };
    return this.access.addUser({ ...account, passwordHash: await hashPassword(password) });
  }

  @Delete(':id')
  @Scopes('settings:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string, @Actor() actor: Actor) {
    const user = await this.access.user(id);
    if (user === null) throw notFound('user');
    mustNotTouchOwners(actor, user.role);
    if (actor.kind === 'user' && actor.id === id)
      throw problem('own_account', 409, 'This is your own account. Somebody else has to remove it.');
    if (!(await this.access.removeUser(id))) throw notFound('user');
  }
}

function mustNotTouchOwners(actor: Actor, role: Role): void {
  if (role === 'owner' && actor.role !== 'owner')
    throw problem('owner_only', 403, 'Only an owner can make or remove an owner.');
}

@Module({ controllers: [UserController] })
export class UsersModule {}
