// One subject, HTML or text: parsed once into literal text, plain field slots (the fast path) and pieces of Liquid.
import { type Liquid, type Template as LiquidNode, Output } from 'liquidjs';
import { safeUrl, withoutScriptLinks } from './link-safety.js';
import { cleanBodyValue, escapeHtml, htmlEngine, plainEngine } from './liquid-engine.js';

export type TemplateField = 'subject' | 'html' | 'text';

/** Values of one recipient by merge name; without a prototype. */
export type MergeValues = Readonly<Record<string, string>>;

export type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'slot'; readonly render: (values: MergeValues) => string };

export interface ParsedTemplate {
  readonly parts: readonly Part[];
  /** Root names of the merge fields used, with the line of first use (from 1). */
  readonly names: ReadonlyMap<string, number>;
  /** True when `unsubscribe_url` is written for every recipient: not inside a condition, not in an HTML comment. */
  readonly alwaysLinksUnsubscribe: boolean;
}

/** A template that can not be parsed. The author's fault; line and column count from 1. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(
    readonly field: TemplateField,
    readonly line: number,
    readonly column: number,
    readonly detail: string,
  ) {
    super(`${field}, line ${line}, column ${column}: ${detail}`);
  }
}

/**
 * Parses a template. `{{ name }}` and `{{ name | default: "there" }}` become slots that are filled without the engine;
 * everything else is rendered by Liquid for each recipient, in pieces unless the template assigns variables.
 *
 * @throws TemplateError on an unclosed tag, an unknown tag or an unknown filter
 */
export function parseTemplate(field: TemplateField, source: string): ParsedTemplate {
  const isHtml = field === 'html';
  const engine = isHtml ? htmlEngine : plainEngine;
  const { nodes, names, assigns } = parseWith(engine, field, source);
  const parts = assigns ? [liquidPart(engine, nodes, isHtml, '')] : partsOf(engine, nodes, isHtml);
  return { parts, names, alwaysLinksUnsubscribe: linksUnsubscribe(nodes, isHtml) };
}

function parseWith(engine: Liquid, field: TemplateField, source: string) {
  try {
    const nodes = engine.parse(source);
    const { globals, locals } = engine.analyzeSync(nodes, { partials: false });
    const names = new Map<string, number>();
    for (const [name, uses] of Object.entries(globals)) names.set(name, uses[0]?.location.row ?? 1);
    return { nodes, names, assigns: Object.keys(locals).length > 0 };
  } catch (error) {
    const position = (error as { token?: { getPosition?: () => number[] } }).token?.getPosition?.() ?? [1, 1];
    const detail = (error as Error).message.replace(/, (file:\S+, )?line:\d+, col:\d+$/, '');
    throw new TemplateError(field, position[0] ?? 1, position[1] ?? 1, detail);
  }
}

function partsOf(engine: Liquid, nodes: readonly LiquidNode[], isHtml: boolean): Part[] {
  const parts: Part[] = [];
  const known = new Map<string, Part>();
  let before = '';
  for (const node of nodes) {
    if (isLiteral(node)) {
      const text = node.str;
      parts.push({ kind: 'literal', text });
      before = text;
      continue;
    }
    const simple = simpleField(node);
    parts.push(simple ? fieldPart(simple, isHtml, before, known) : liquidPart(engine, [node], isHtml, before));
    before = '';
  }
  return parts;
}

/** One part for all places that are filled alike: it is filled in once for each recipient. */
function fieldPart({ name, fallback }: SimpleField, isHtml: boolean, before: string, known: Map<string, Part>): Part {
  const isLink = isHtml && startsLink(before) && name !== 'unsubscribe_url';
  const key = JSON.stringify([name, fallback, isLink]);
  const alike = known.get(key);
  if (alike) return alike;
  const render = (values: MergeValues): string => {
    const value = cleanBodyValue(values[name] || fallback);
    return isHtml ? escapeHtml(isLink ? safeUrl(value) : value) : value;
  };
  const part: Part = { kind: 'slot', render };
  known.set(key, part);
  return part;
}

function liquidPart(engine: Liquid, nodes: readonly LiquidNode[], isHtml: boolean, before: string): Part {
  const isLink = isHtml && startsLink(before);
  const render = (values: MergeValues): string => {
    const text = cleanBodyValue(String(engine.renderSync([...nodes], values)));
    if (!isHtml) return text;
    return isLink ? safeUrl(text) : withoutScriptLinks(text);
  };
  return { kind: 'slot', render };
}

/** The literal before a slot ends inside `href="` or the like, so the slot is the beginning of an address. */
function startsLink(before: string): boolean {
  return /\b(href|src|action|background)\s*=\s*["']?\s*$/i.test(before.slice(-40));
}

interface SimpleField {
  readonly name: string;
  readonly fallback: string;
}

function isLiteral(node: LiquidNode): node is LiquidNode & { str: string } {
  return 'str' in node && typeof node.str === 'string';
}

function simpleField(node: LiquidNode): SimpleField | null {
  if (!(node instanceof Output)) return null;
  const { initial, filters } = node.value;
  const [token, ...more] = initial.postfix as { variable?: unknown; props?: { content?: unknown }[] }[];
  const name = token?.props?.[0]?.content;
  if (more.length > 0 || token?.variable !== undefined || token?.props?.length !== 1) return null;
  if (typeof name !== 'string') return null;
  // The engine appends its own escaping as a filter without a listed name.
  const named = filters.filter((filter) => filter.name in htmlEngine.filters);
  if (named.length === 0) return { name, fallback: '' };
  const [only, ...others] = named;
  const [argument, ...otherArguments] = (only?.args ?? []) as { content?: unknown }[];
  if (others.length > 0 || only?.name !== 'default' || otherArguments.length > 0) return null;
  return typeof argument?.content === 'string' && isQuoted(argument) ? { name, fallback: argument.content } : null;
}

function isQuoted(token: object): boolean {
  return /^["']/.test((token as { getText(): string }).getText());
}

const MARK = '\uE000unsubscribe\uE001';

function linksUnsubscribe(nodes: readonly LiquidNode[], isHtml: boolean): boolean {
  const outline = nodes
    .map((node) => (isLiteral(node) ? node.str : simpleField(node)?.name === 'unsubscribe_url' ? MARK : ''))
    .join('');
  const shown = isHtml
    ? outline.replace(/<!--[\s\S]*?(-->|$)|<(style|script|title)\b[\s\S]*?<\/\2\s*>/gi, '')
    : outline;
  return shown.includes(MARK);
}
