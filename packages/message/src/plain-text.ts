// The text part made from HTML when the author wrote none; slots keep their places.
/// <reference path="./html-to-text.d.ts" />
import { convert } from 'html-to-text';
import type { MergeValues, ParsedTemplate, Part } from './template.js';

/** HTML to readable text: links as `words [address]`, images by their alternative text, no hard wrapping. */
export function htmlToText(html: string): string {
  return convert(html, {
    wordwrap: false,
    formatters: {
      alternativeText: (element, _walk, builder) => {
        const words = element.attribs?.alt;
        if (words) builder.addInline(words);
      },
    },
    selectors: [
      { selector: 'img', format: 'alternativeText' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });
}

const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Converts the outline of the HTML once; what a slot renders is turned to text for each recipient. */
export function textFromHtml(html: ParsedTemplate): Part[] {
  const outline = html.parts.map((part, at) => (part.kind === 'literal' ? part.text : `${OPEN}${at}${CLOSE}`)).join('');
  const known = new Map<Part, Part>();
  return htmlToText(outline)
    .split(/(\uE000\d+\uE001)/)
    .map((piece): Part => {
      const slot = piece.startsWith(OPEN) ? html.parts[Number(piece.slice(1, -1))] : undefined;
      if (slot?.kind !== 'slot') return { kind: 'literal', text: piece };
      const part = known.get(slot) ?? textSlot(slot.render);
      known.set(slot, part);
      return part;
    });
}

const textSlot = (render: (values: MergeValues) => string): Part => ({
  kind: 'slot',
  render: (values) => fragmentToText(render(values)),
});

function fragmentToText(html: string): string {
  return /[<&]/.test(html) ? htmlToText(html) : html;
}
