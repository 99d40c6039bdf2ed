// Remote text as PostgreSQL can hold it: no NUL, no half of a surrogate pair (a text cut in the middle of an emoji).

export function storableText<T extends string | null>(text: T): T {
  return (text === null ? null : clean(text)) as T;
}

/** JSON for a jsonb column, which refuses \u0000 and unpaired surrogates; null stays null. */
export function storableJson(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const json = JSON.stringify(value);
  // Seldom: only then is every string looked at.
  if (!/\\u0000|\\ud[89a-f]/i.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? clean(part) : part));
}

const clean = (text: string) => text.toWellFormed().replaceAll('\0', '');
