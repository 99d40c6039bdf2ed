// Templates over HTTP: those that come with Doorstep, and those that people saved.
import { Id, NewTemplate, Template, TemplateChange } from '@doorstep/contracts';
import { type TemplateRow, TemplateStore } from '@doorstep/database';
import { compileContent, STARTERS } from '@doorstep/message';
import { Body, Controller, Delete, Get, Module, Param, Patch, Post } from '@nestjs/common';
import { Actor } from '../http/actor.js';
import { fieldProblem, notFound } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/templates')
export class TemplateController {
  constructor(private readonly templates: TemplateStore) {}

  /** Saved ones by name, then those that come with Doorstep. */
  @Get()
  @Scopes('campaigns:read')
  @Returns(Template, { list: true })
  async page() {
    const saved = (await this.templates.all()).map(onWire);
    return { data: [...saved, ...(await builtIn())], nextCursor: null };
  }

  @Post()
  @Scopes('campaigns:write')
  @Returns(Template, { status: 201 })
  async add(@Body({ schema: NewTemplate }) body: NewTemplate, @Actor() actor: Actor) {
    if (body.contentKind === 'html')
      return onWire(await this.templates.add({ ...body, contentSource: '' }, actor.label));
    const { html, faults } = await compileContent(body.contentKind, body.contentSource);
    if (html === null)
      throw fieldProblem('contentSource', 'content_fault', faults[0]?.words ?? 'It cannot be compiled.');
    return onWire(await this.templates.add({ ...body, html }, actor.label));
  }

  @Patch(':id')
  @Scopes('campaigns:write')
  @Returns(Template)
  async change(@Param('id', { schema: Id }) id: string, @Body({ schema: TemplateChange }) body: TemplateChange) {
    const changed = await this.templates.change(id, body);
    if (changed === null) throw notFound('template');
    return onWire(changed);
  }

  @Delete(':id')
  @Scopes('campaigns:write')
  @Returns(null)
  async remove(@Param('id', { schema: Id }) id: string) {
    if (!(await this.templates.remove(id))) throw notFound('template');
  }
}

const onWire = (row: TemplateRow) => ({ ...row, description: '', isBuiltIn: false });

const builtIn = () =>
  Promise.all(
    STARTERS.map(async (starter) => ({
      ...starter,
      html: (await compileContent(starter.contentKind, starter.contentSource)).html ?? '',
      isBuiltIn: true,
      isDefault: false,
      createdBy: null,
      updatedAt: null,
    })),
  );

@Module({ controllers: [TemplateController] })
export class TemplatesModule {}
