// The part of mailparser 3 that the tests use; the package ships no types.
declare module 'mailparser' {
  export interface ParsedMail {
    readonly subject?: string;
    readonly text?: string;
    readonly html?: string | false;
    readonly from?: { value: { name: string; address?: string }[] };
    readonly to?: { value: { name: string; address?: string }[] };
    readonly messageId?: string;
    readonly headerLines: { key: string; line: string }[];
  }
  export function simpleParser(source: Uint8Array, options?: { skipTextToHtml?: boolean }): Promise<ParsedMail>;
}
