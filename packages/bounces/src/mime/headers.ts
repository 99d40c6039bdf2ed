// Header fields (RFC 5322 §2.2): read leniently, unfolded, bounded, looked up without regard to case.
import { type Cuts, limits } from './limits.js';

export class Headers {
  readonly #fields = new Map<string, string[]>();

  add(name: string, value: string): void {
    const key = name.toLowerCase();
    const values = this.#fields.get(key);
    if (values) values.push(value);
    else this.#fields.set(key, [value]);
  }

  /** First field of that name, unfolded, as it stands (encoded words too); '' when there is none. */
  get(name: string): string {
    return this.#fields.get(name.toLowerCase())?.[0] ?? '';
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name.toLowerCase()) ?? [];
  }

  has(name: string): boolean {
    return this.#fields.has(name.toLowerCase());
  }

  get size(): number {
    return this.#fields.size;
  }
}

const field = /^([\x21-\x39\x3b-\x7e]{1,80})[ \t]*:[ \t]*(.*)$/s;

export interface HeaderBlock {
  readonly headers: Headers;
  /** Where the body begins in the text. */
  readonly bodyAt: number;
}

/** Reads fields from `at` to the first empty line. Lines end in LF. A line that is no field ends the block. */
export function readHeaders(text: string, at: number, end: number, cuts: Cuts): HeaderBlock {
  const headers = new Headers();
  let position = at;
  let pending = '';
  let count = 0;
  const flush = () => {
    const found = field.exec(pending);
    if (found && count++ < limits.headers) headers.add(found[1]!, found[2]!.trim());
    pending = '';
  };
  while (position < end) {
    const lineEnd = endOfLine(text, position, end);
    const line = text.slice(position, Math.min(lineEnd, position + limits.headerValueBytes));
    if (line.trim() === '') {
      flush();
      return { headers, bodyAt: Math.min(lineEnd + 1, end) };
    }
    const isFolded = line.startsWith(' ') || line.startsWith('\t');
    if (isFolded && pending !== '') {
      if (pending.length < limits.headerValueBytes) pending += ` ${line.trim()}`;
    } else {
      flush();
      if (!isFolded && !field.test(line)) return { headers, bodyAt: position };
      pending = line;
    }
    position = lineEnd + 1;
    if (position - at > limits.headerBytes) {
      cuts.note('The header is longer than is read.');
      break;
    }
  }
  flush();
  return { headers, bodyAt: Math.min(afterHeader(text, position, end), end) };
}

function afterHeader(text: string, at: number, end: number): number {
  if (at >= end) return end;
  const gap = text.indexOf('\n\n', at);
  return gap < 0 ? end : gap + 2;
}

export function endOfLine(text: string, at: number, end: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 || found > end ? end : found;
}

/** A structured value: what stands before the first ";" in lower case, and the parameters (RFC 2045 §5.1). */
export function readParameters(value: string): { value: string; parameters: Map<string, string> } {
  const [first = '', ...rest] = splitOutsideQuotes(value);
  const parameters = new Map<string, string>();
  for (const one of rest) {
    const equals = one.indexOf('=');
    if (equals < 0) continue;
    const raw = one.slice(equals + 1).trim();
    const name = one
      .slice(0, equals)
      .trim()
      .toLowerCase()
      .replace(/\*\d*\*?$/, '');
    const plain = raw.startsWith('"')
      ? raw
          .slice(1)
          .replace(/"[^"]*$/, '')
          .replace(/\\(.)/g, '$1')
      : raw;
    parameters.set(name, (parameters.get(name) ?? '') + plain);
  }
  return { value: first.trim().toLowerCase(), parameters };
}

function splitOutsideQuotes(value: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at++) {
    const sign = value[at];
    if (sign === '\\' && isQuoted) at++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === ';' && !isQuoted) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
}
