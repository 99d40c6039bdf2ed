// The parts of a visual document that a newsletter has beyond text: merge field, button, two columns.
import { mergeAttributes, Node } from '@tiptap/core';

const attribute = (name: string) => ({
  default: '',
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '',
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: String(attributes[name] ?? '') }),
});

export const MergeField = Node.create({
  name: 'mergeField',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({ name: attribute('name'), fallback: attribute('fallback') }),
  parseHTML: () => [{ tag: 'span[data-merge-field]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-merge-field': '' }),
    node.attrs.fallback === '' ? String(node.attrs.name) : `${node.attrs.name}, or “${node.attrs.fallback}”`,
  ],
  renderText: ({ node }) => `{{ ${node.attrs.name} }}`,
});

export const CallButton = Node.create({
  name: 'button',
  group: 'block',
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({ label: attribute('label'), href: attribute('href') }),
  parseHTML: () => [{ tag: 'div[data-button]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    mergeAttributes(HTMLAttributes, { 'data-button': '' }),
    ['span', {}, String(node.attrs.label) || 'Button'],
    ['small', {}, String(node.attrs.href) || 'leads nowhere yet'],
  ],
});

export const Column = Node.create({
  name: 'column',
  content: 'block+',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-column]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-column': '' }), 0],
});

export const Columns = Node.create({
  name: 'columns',
  group: 'block',
  content: 'column column',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-columns]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-columns': '' }), 0],
});

export const twoColumns = {
  type: 'columns',
  content: [
    { type: 'column', content: [{ type: 'paragraph' }] },
    { type: 'column', content: [{ type: 'paragraph' }] },
  ],
};
