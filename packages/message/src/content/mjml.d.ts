// What we use of mjml, which has no types of its own.
declare module 'mjml' {
  interface MjmlError {
    readonly line?: number;
    readonly message: string;
    readonly tagName: string;
  }
  export default function mjml2html(
    source: string,
    options: {
      validationLevel: 'soft' | 'strict' | 'skip';
      keepComments: boolean;
      ignoreIncludes: boolean;
      fonts: Record<string, string>;
    },
  ): Promise<{ html: string; errors: MjmlError[] }>;
}
