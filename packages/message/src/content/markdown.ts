// Markdown to a message: CommonMark with tables, inline styles for mail programs, merge fields left whole.
import MarkdownIt from 'markdown-it';
import { guardLiquid } from './liquid-guard.js';
import { BUTTON, onSheet, STYLES } from './mail-look.js';

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: false });
// Bare names as `letter.md` are no links; whole addresses are.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const renderToken = markdown.renderer.renderToken.bind(markdown.renderer);
markdown.renderer.renderToken = (tokens, at, options) => {
  const token = tokens[at]!;
  const style = token.nesting >= 0 ? STYLES[token.tag] : undefined;
  // Alignment of table cells comes as a style already.
  if (style !== undefined) token.attrSet('style', [style, token.attrGet('style')].filter(Boolean).join(';'));
  if (token.tag === 'a' && token.nesting === 1 && token.attrGet('title') === 'button') {
    token.attrSet('style', BUTTON);
    token.attrSet('class', 'ds-button');
    token.attrs = token.attrs!.filter(([name]) => name !== 'title');
  }
  return renderToken(tokens, at, options);
};
const image = markdown.renderer.rules.image!;
markdown.renderer.rules.image = (tokens, at, options, env, self) => {
  tokens[at]!.attrSet('style', STYLES.img!);
  return image(tokens, at, options, env, self);
};

/** `[Read on](https://… "button")` becomes a button. HTML in it stays as it is. */
export function compileMarkdown(source: string): string {
  const guarded = guardLiquid(source);
  return onSheet(guarded.reveal(markdown.render(guarded.text)).trim());
}
