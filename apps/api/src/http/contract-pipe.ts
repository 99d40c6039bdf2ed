// Reads what comes in by the schema of the parameter: @Body({ schema }), @Query({ schema }), @Param('id', { schema }).
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { notFound, problem } from './problem.js';

const MAX_FAULTS = 50;

@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (schema === undefined) return value;
    const parsed = (schema as unknown as z.ZodType).safeParse(value ?? {});
    if (parsed.success) {
      mustBeStorable(parsed.data, '#');
      return parsed.data;
    }
    if (type === 'param') throw notFound('such thing'); // an id of another form names nothing
    const errors = parsed.error.issues.slice(0, MAX_FAULTS).map((issue) => ({
      pointer: `#/${issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
      code: issue.code ?? 'invalid',
      detail: issue.message,
    }));
    const first = errors[0];
    const where = type === 'query' ? 'query' : 'body';
    const field = first && first.pointer !== '#/' ? ` "${first.pointer.slice(2)}"` : '';
    throw problem('invalid_input', 422, `The ${where}${field} is not right: ${first?.detail ?? 'see errors'}`, errors);
  }
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair: said here, by field, instead of failing there. */
function mustBeStorable(value: unknown, pointer: string): void {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\u0000')) return;
    const detail = 'There is a NUL or half of a character in it, which cannot be stored. Write it anew.';
    throw problem('invalid_input', 422, detail, [{ pointer, code: 'not_storable', detail }]);
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    mustBeStorable(key, pointer);
    mustBeStorable(inner, `${pointer}/${key}`);
  }
}
