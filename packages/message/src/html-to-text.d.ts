// The part of html-to-text 10 that is used here; the package ships no types.
declare module 'html-to-text' {
  export interface BlockTextBuilder {
    addInline(words: string): void;
  }
  export interface FormattedElement {
    readonly attribs?: Readonly<Record<string, string | undefined>>;
  }
  export type Formatter = (element: FormattedElement, walk: unknown, builder: BlockTextBuilder) => void;
  export interface ConvertOptions {
    readonly wordwrap?: number | false;
    readonly formatters?: Readonly<Record<string, Formatter>>;
    readonly selectors?: readonly { selector: string; format?: string; options?: object }[];
  }
  export function convert(html: string, options?: ConvertOptions): string;
}
