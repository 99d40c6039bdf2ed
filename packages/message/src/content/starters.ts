// Templates that come with Doorstep: four beginnings that read well before anything is changed.
import type { ContentKind } from './compiled.js';

export interface Starter {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly contentKind: ContentKind;
  readonly contentSource: string;
}

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const heading = (level: number, words: string) => ({ type: 'heading', attrs: { level }, content: [text(words)] });
const name = { type: 'mergeField', attrs: { name: 'name', fallback: 'there' } };
const button = (label: string) => ({ type: 'button', attrs: { label, href: '' } });
const rule = { type: 'horizontalRule' };
const document = (...content: object[]) => JSON.stringify({ type: 'doc', content });
const item = (words: string) => ({ type: 'listItem', content: [paragraph(text(words))] });

export const STARTERS: readonly Starter[] = [
  {
    id: 'announcement',
    name: 'Announcement',
    description: 'One piece of news and one button',
    contentKind: 'visual',
    contentSource: document(
      heading(1, 'The news in one line'),
      paragraph(text('Hello '), name, text(',')),
      paragraph(text('say in two or three sentences what is new, and what it means for the person who reads it.')),
      button('Read more'),
      paragraph(text('Questions? Answer this message; a person reads it.')),
    ),
  },
  {
    id: 'letter',
    name: 'Letter',
    description: 'A greeting, a few paragraphs, a signature',
    contentKind: 'visual',
    contentSource: document(
      paragraph(text('Dear '), name, text(',')),
      paragraph(text('begin with what happened since the last letter.')),
      heading(2, 'What we are working on'),
      paragraph(text('Tell it as you would tell a friend.')),
      { type: 'bulletList', content: [item('One thing that is done'), item('One thing that comes next')] },
      paragraph(text('Yours,'), { type: 'hardBreak' }, text('Your name', 'bold')),
    ),
  },
  {
    id: 'digest',
    name: 'Digest',
    description: 'Several stories, two of them side by side',
    contentKind: 'visual',
    contentSource: document(
      heading(1, 'This month'),
      paragraph(text('Hello '), name, text(', three things worth your time.')),
      heading(2, 'The first story'),
      paragraph(text('What it is about, in two sentences.')),
      button('Read it'),
      rule,
      {
        type: 'columns',
        content: ['The second story', 'The third story'].map((title) => ({
          type: 'column',
          content: [heading(3, title), paragraph(text('One sentence that says why to read it.'))],
        })),
      },
    ),
  },
  {
    id: 'plain-letter',
    name: 'Plain letter',
    description: 'Markdown, hardly any decoration',
    contentKind: 'markdown',
    contentSource: `Hello {{ name | default: "there" }},

write as you would in any other message. An empty line begins a new paragraph,
**two stars** make words bold, and a link is [words](https://).

- a line that begins with a dash
- becomes a list

Yours,
Your name
`,
  },
];
