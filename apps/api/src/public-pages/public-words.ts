// What the pages of readers say, in any language: plain sentences; names and addresses come in as text.
export interface PublicWords {
  readonly leave: {
    readonly title: string;
    readonly why: (campaign: string, address: string, lists: string) => string;
    readonly button: string;
    readonly done: string;
    readonly doneText: (address: string, what: string) => string;
    readonly undo: string;
    readonly undoText: string;
    readonly everything: string;
    readonly allText: string;
    readonly allButton: string;
    readonly nothing: string;
    readonly nothingText: (address: string) => string;
  };
  readonly pause: {
    readonly text: string;
    readonly button: (days: number) => string;
    readonly done: string;
    readonly doneText: (address: string, until: string) => string;
    readonly end: string;
  };
  readonly choose: {
    readonly link: string;
    readonly title: string;
    readonly text: (address: string) => string;
    readonly button: string;
    readonly saved: string;
  };
  readonly confirm: {
    readonly title: string;
    readonly question: (list: string, address: string) => string;
    readonly button: string;
    readonly ignore: string;
    readonly done: string;
    readonly doneText: (address: string, list: string) => string;
    readonly gone: string;
    readonly goneText: (address: string, list: string) => string;
  };
  readonly form: {
    readonly title: (list: string) => string;
    readonly address: string;
    readonly name: string;
    readonly button: string;
    /** What she agrees to; kept with her consent. */
    readonly agree: (list: string) => string;
    readonly sent: string;
    readonly sentText: (address: string) => string;
    readonly wrong: string;
    readonly meant: (address: string) => string;
    readonly meantYes: string;
    readonly meantNo: (address: string) => string;
    readonly tooMany: string;
    readonly tooManyText: string;
    readonly closed: string;
    readonly closedText: string;
  };
  readonly unknown: string;
  readonly unknownText: string;
  readonly list: (names: string, count: number) => string;
  readonly close: string;
}
