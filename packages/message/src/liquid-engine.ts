// The sandboxed Liquid engines: no files, no loops, listed tags and filters only, every output escaped in HTML.
import { Liquid } from 'liquidjs';

const ALLOWED_TAGS = ['if', 'unless', 'case', 'assign', 'comment', 'raw', '#'];

const ALLOWED_FILTERS = [
  ...['default', 'upcase', 'downcase', 'capitalize', 'strip', 'lstrip', 'rstrip', 'squish', 'strip_html'],
  ...['strip_newlines', 'truncate', 'truncatewords', 'append', 'prepend', 'remove', 'remove_first', 'replace'],
  ...['replace_first', 'split', 'join', 'first', 'last', 'size', 'slice', 'url_encode', 'date'],
  ...['plus', 'minus', 'times', 'divided_by', 'modulo', 'round', 'ceil', 'floor', 'abs', 'at_least', 'at_most'],
];

/** `raw` is not among the filters: no value of a subscriber ever reaches HTML unescaped. */
const MAX_RENDER_MS = 500;
/** Elements and characters a render may allocate; liquidjs counts both against one number. */
const MAX_MEMORY = 2_000_000;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!) : text;
}

/** Drops NUL and every other control character except tab and line feed; CR and CRLF become LF. */
export function cleanBodyValue(value: string): string {
  return /[\0-\x08\x0b-\x1f\x7f-\x9f]/.test(value)
    ? value.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, '')
    : value;
}

function keepOnly(table: object, allowed: readonly string[]): void {
  // Without a prototype, `{{ x | constructor }}` is an unknown filter like any other.
  Object.setPrototypeOf(table, null);
  for (const name of Object.keys(table)) {
    if (!allowed.includes(name)) delete (table as Record<string, unknown>)[name];
  }
}

function createEngine(escapeOutput: ((value: unknown) => string) | undefined): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    relativeReference: false,
    dynamicPartials: false,
    templates: {},
    parseLimit: 5_000_000,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_MEMORY,
    timezoneOffset: 0,
    ...(escapeOutput === undefined ? {} : { outputEscape: escapeOutput }),
  });
  keepOnly(engine.tags, ALLOWED_TAGS);
  keepOnly(engine.filters, ALLOWED_FILTERS);
  if (escapeOutput === undefined) engine.registerFilter('escape', (value: unknown) => value);
  else engine.registerFilter('escape', { handler: escapeOutput, raw: true });
  return engine;
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const htmlEngine = createEngine((value) => escapeHtml(asText(value)));
export const plainEngine = createEngine(undefined);
