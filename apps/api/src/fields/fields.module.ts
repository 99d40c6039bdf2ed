// Custom fields over HTTP: described, checked against what people have, changed, taken away without their values.
import {
  CustomField,
  CustomFieldChange,
  FieldCheck,
  FieldCheckQuestion,
  FieldKey,
  type FieldType,
  FoundFields,
  NewCustomField,
} from '@doorstep/contracts';
import { CustomFieldStore } from '@doorstep/database';
import { Body, Controller, Delete, Get, HttpCode, Module, Param, Patch, Post } from '@nestjs/common';
import { Question } from '../http/audit.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';
import { Returns } from '../http/returns.js';
import { Scopes } from '../http/scopes.js';

@Controller('v1/fields')
export class FieldController {
  constructor(private readonly fields: CustomFieldStore) {}

  /** All of them, in one page. */
  @Get()
  @Scopes('subscribers:read')
  @Returns(CustomField, { list: true })
  async page() {
    return { data: await this.fields.all(), nextCursor: null };
  }

  /** Keys people have values under that nobody has described. */
  @Get('found')
  @Scopes('subscribers:read')
  @Returns(FoundFields)
  found() {
    return this.fields.found();
  }

  @Post()
  @Scopes('subscribers:write')
  @Returns(CustomField, { status: 201 })
  add(@Body({ schema: NewCustomField }) body: NewCustomField) {
    mustHaveChoices(body.type, body.choices);
    return this.fields.add(body);
  }

  /** How many values would not fit a type. */
  @Post(':key/check')
  @Question()
  @Scopes('subscribers:read')
  @Returns(FieldCheck)
  check(
    @Param('key', { schema: FieldKey }) key: string,
    @Body({ schema: FieldCheckQuestion }) body: FieldCheckQuestion,
  ) {
    return this.fields.check(key, body);
  }

  @Patch(':key')
  @Scopes('subscribers:write')
  @Returns(CustomField)
  async change(
    @Param('key', { schema: FieldKey }) key: string,
    @Body({ schema: CustomFieldChange }) body: CustomFieldChange,
  ) {
    const now = there(await this.fields.one(key));
    const { acknowledgeUnfit, ...change } = body;
    const next = { type: change.type ?? now.type, choices: change.choices ?? now.choices };
    mustHaveChoices(next.type, next.choices);
    const isOther = next.type !== now.type || next.choices.join('\n') !== now.choices.join('\n');
    if (isOther && !acknowledgeUnfit) await this.mustFit(key, next);
    return there(await this.fields.change(key, change));
  }

  /** The values stay with the people, as text. */
  @Delete(':key')
  @Scopes('subscribers:write')
  @Returns(CustomField)
  @HttpCode(200)
  async remove(@Param('key', { schema: FieldKey }) key: string) {
    return there(await this.fields.remove(key));
  }

  private async mustFit(key: string, question: FieldCheckQuestion): Promise<void> {
    const { unfit, samples } = await this.fields.check(key, question);
    if (unfit === 0) return;
    const values = samples
      .slice(0, 3)
      .map(({ value }) => `“${value}”`)
      .join(', ');
    const words = `${unfit} ${unfit === 1 ? 'person has a value' : 'people have values'} that would not fit, such as ${values}. Mend them first, or change the field all the same: the values stay, and no condition on the new type is true of them.`;
    throw problem('values_do_not_fit', 409, words, [{ pointer: '#/type', code: 'values_do_not_fit', detail: words }]);
  }
}

function mustHaveChoices(type: FieldType, choices: readonly string[]): void {
  if (type === 'choice' && choices.length === 0)
    throw fieldProblem('choices', 'no_choices', 'Name at least one choice.');
}

function there<Row>(row: Row | null): Row {
  if (row === null) throw notFound('field');
  return row;
}

@Module({ controllers: [FieldController] })
export class FieldsModule {}
