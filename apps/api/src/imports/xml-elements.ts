// XML as a stream of its elements: begun and ended ones, with the text between. No document type, so no entities of its own.
import type { Readable } from 'node:stream';
import sax from 'sax';
import { problem } from '../http/problem.js';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly isEnd: boolean;
  /** Of an ended one: the text directly in it. */
  readonly text: string;
}

/** A text longer than a cell may have is cut. */
const MOST_TEXT = 32_767;

/** @throws ProblemError 422 when it is not well-formed or brings a document type */
export async function* elements(stream: Readable): AsyncGenerator<Element> {
  const parser = sax.parser(true, { position: false });
  let found: Element[] = [];
  let fault: Error | null = null;
  const texts: string[] = [];
  parser.onopentag = ({ name, attributes }) => {
    texts.push('');
    found.push({ name: bare(name), attributes: attributes as Record<string, string>, isEnd: false, text: '' });
  };
  parser.ontext = parser.oncdata = (text) => {
    const last = texts.length - 1;
    if (last >= 0 && texts[last]!.length < MOST_TEXT) texts[last] += text.slice(0, MOST_TEXT);
  };
  parser.onclosetag = (name) => {
    found.push({ name: bare(name), attributes: {}, isEnd: true, text: texts.pop() ?? '' });
  };
  parser.ondoctype = () => {
    fault ??= new Error('it has a document type');
  };
  parser.onerror = (error) => {
    fault ??= error;
  };
  const decoder = new TextDecoder();
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (fault !== null) throw broken(fault);
      yield* found;
      found = [];
    }
    parser.close();
    if (fault !== null) throw broken(fault);
    yield* found;
  } finally {
    stream.destroy();
  }
}

/** The whole text within each element of a name: a cell's text may stand in several runs. Phonetic hints are left out. */
export async function* textsOf(stream: AsyncIterable<Element>, within: string): AsyncGenerator<string> {
  let text: string | null = null;
  let hints = 0;
  for await (const { name, isEnd, text: own } of stream) {
    if (name === 'rPh') hints += isEnd ? -1 : 1;
    if (name === within && !isEnd) text = '';
    else if (name === 't' && isEnd && text !== null && hints === 0) text += own;
    else if (name === within && isEnd && text !== null) {
      yield text;
      text = null;
    }
  }
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);
const broken = (error: Error) =>
  problem(
    'xlsx_broken',
    422,
    `The workbook cannot be read (${error.message.split('\n')[0]!.slice(0, 120)}). Save it anew, or as "CSV UTF-8".`,
  );
