// A mail as a tree of parts: tolerant of broken mails, bounded in size, depth and number.
import { decodeBody } from './decode.js';
import { endOfLine, type Headers, readHeaders, readParameters } from './headers.js';
import { type Cuts, limits } from './limits.js';

export interface Part {
  readonly headers: Headers;
  /** "text/plain", lower-cased; the default where none is given. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** One sign per byte, lines end in LF, not decoded. */
  readonly body: string;
  readonly children: readonly Part[];
  /** True for what lies inside a message/rfc822: somebody else's mail. */
  readonly isEnclosed: boolean;
}

interface Context {
  readonly text: string;
  readonly cuts: Cuts;
  parts: number;
}

/** Reads a raw mail. Never throws; what was left out is in `cuts`. */
export function readMail(raw: Uint8Array, cuts: Cuts): Part {
  if (raw.length > limits.messageBytes) cuts.note('The message is longer than is read.');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, limits.messageBytes));
  const text = bytes.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const start = /^(?:[ \t]{0,998}\n){0,50}(?:>?From [^\n]{0,998}\n)?/.exec(text)?.[0].length ?? 0;
  return readPart({ text, cuts, parts: 0 }, start, text.length, {
    depth: 0,
    isEnclosed: false,
    fallback: 'text/plain',
  });
}

interface Place {
  readonly depth: number;
  readonly isEnclosed: boolean;
  /** Type of a part that names none (RFC 2046 §5.1.5). */
  readonly fallback: string;
}

function readPart(context: Context, at: number, end: number, place: Place): Part {
  context.parts++;
  const { headers, bodyAt } = readHeaders(context.text, at, end, context.cuts);
  const given = readParameters(headers.get('content-type'));
  const type = given.value.includes('/') ? given.value : place.fallback;
  const body = context.text.slice(bodyAt, end);
  const children = childrenOf(context, type, given.parameters.get('boundary') ?? '', headers, bodyAt, end, place);
  return { headers, type, parameters: given.parameters, body, children, isEnclosed: place.isEnclosed };
}

function childrenOf(
  context: Context,
  type: string,
  boundary: string,
  headers: Headers,
  at: number,
  end: number,
  place: Place,
): Part[] {
  const isMail = type === 'message/rfc822' || type === 'message/global';
  if (!isMail && !type.startsWith('multipart/')) return [];
  if (place.depth >= limits.depth) {
    context.cuts.note('Parts lie deeper than is read.');
    return [];
  }
  const depth = place.depth + 1;
  if (isMail) {
    // An encoded enclosed mail is against RFC 2046 §5.2.1 and is not looked into.
    if (/base64|quoted/i.test(headers.get('content-transfer-encoding'))) return [];
    return [readPart(context, at, end, { depth, isEnclosed: true, fallback: 'text/plain' })];
  }
  if (boundary === '') return [];
  const fallback = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const children: Part[] = [];
  for (const [from, to] of splitAt(context, boundary, at, end)) {
    if (context.parts >= limits.parts) {
      context.cuts.note('There are more parts than are read.');
      break;
    }
    children.push(readPart(context, from, to, { depth, isEnclosed: place.isEnclosed, fallback }));
  }
  return children;
}

/** Ranges between the delimiter lines of a multipart (RFC 2046 §5.1.1); a missing last delimiter is forgiven. */
function splitAt({ text }: Context, boundary: string, at: number, end: number): [number, number][] {
  const delimiter = `--${boundary}`;
  const ranges: [number, number][] = [];
  let open = -1;
  let found = text.startsWith(delimiter, at) ? at : text.indexOf(`\n${delimiter}`, at) + 1;
  while (found > 0 && found < end) {
    const lineEnd = endOfLine(text, found, end);
    const rest = text.slice(found + delimiter.length, Math.min(lineEnd, found + delimiter.length + 80)).trimEnd();
    if (rest === '' || rest === '--') {
      if (open >= 0) ranges.push([open, Math.max(open, found - 1)]);
      open = rest === '--' ? -1 : Math.min(lineEnd + 1, end);
      if (rest === '--' || ranges.length > limits.parts) break;
    }
    found = text.indexOf(`\n${delimiter}`, lineEnd) + 1;
  }
  if (open >= 0 && open < end) ranges.push([open, end]);
  return ranges;
}

/** All parts, the mail itself first, in the order they stand. */
export function* walk(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* walk(child);
}

/** Decoded text of a part; markup stripped where it is HTML. */
export function textOf(part: Part): string {
  const text = decodeBody(
    part.body,
    part.headers.get('content-transfer-encoding'),
    part.parameters.get('charset') ?? '',
  );
  return part.type === 'text/html' ? stripMarkup(text) : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  apos: "'",
  '#39': "'",
  '#64': '@',
};

export function stripMarkup(html: string): string {
  // Where nothing is preformatted, the line ends of the source are blanks, and only the markup makes lines.
  const flowing = /<pre\b/i.test(html) ? html : html.replace(/[ \t]{0,40}\r?\n/g, ' ');
  return flowing
    .replace(/<(?:br|p|div|tr|li|h\d|td|\/p|\/div|\/tr)\b[^<>]{0,2000}>/gi, '\n')
    .replace(/<(?:style|script)\b[^<>]{0,2000}>[^<]{0,100000}/gi, '')
    .replace(/<[/!a-z][^<>@]{0,2000}>/gi, '')
    .replace(/&(lt|gt|amp|quot|nbsp|apos|#39|#64);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? ' ');
}
