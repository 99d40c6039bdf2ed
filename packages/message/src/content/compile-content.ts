// From what an author wrote, of whatever kind, to the HTML that goes out.
import type { Compiled, ContentKind } from './compiled.js';
import { compileMarkdown } from './markdown.js';
import { compileMjml } from './mjml.js';
import { compileVisual } from './visual.js';

/**
 * Compiles a source. The HTML holds no address that the author did not write. Plain HTML goes out as it was written.
 *
 * @returns faults instead of HTML when the source cannot be compiled: the author's, never thrown
 */
export async function compileContent(kind: ContentKind, source: string): Promise<Compiled> {
  switch (kind) {
    case 'html':
      return { html: source, faults: [] };
    case 'markdown':
      return { html: source.trim() === '' ? '' : compileMarkdown(source), faults: [] };
    case 'mjml':
      return source.trim() === '' ? { html: '', faults: [] } : compileMjml(source);
    case 'visual':
      return compileVisual(source);
    default:
      return kind satisfies never;
  }
}
