// A person's rights: everything kept of her in one file, and erasing her for good. By the id of her address.
import { ErasePerson, Erasure, Id, PersonExport } from '@doorstep/contracts';
import { ErasureStore, PersonExportStore } from '@doorstep/database';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly erasures: ErasureStore,
    private readonly exports: PersonExportStore,
  ) {}

  @Get(':id/export')
  @Scopes('subscribers:read', 'deliverability:read')
  @Returns(PersonExport)
  async export(@Param('id', { schema: Id }) id: string) {
    const found = await this.exports.exportPerson(id);
    if (found === null) throw notFound('person');
    return found;
  }

  /** The audit keeps the id alone: the body is not one of its telling fields. */
  @Post(':id/erase')
  @Scopes('subscribers:write', 'deliverability:write')
  @Returns(Erasure)
  async erase(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ErasePerson }) { confirm }: ErasePerson,
    @Actor() actor: Actor,
  ) {
    const address = await this.erasures.addressOf(id);
    if (address === null) throw notFound('person');
    if (confirm.trim().toLowerCase() !== address)
      throw fieldProblem('confirm', 'confirm_differs', 'This is not her address. Nobody was erased.');
    const erased = await this.erasures.erasePerson(id, actor.label);
    if (erased === null) throw notFound('person');
    return erased;
  }
}

@Module({ controllers: [PeopleController] })
export class PeopleModule {}
