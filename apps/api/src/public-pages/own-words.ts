// What the pages about one reader and the archive say, in any language: plain sentences; names and addresses come in as text.
import type { LeavingReason } from '@doorstep/contracts';

export interface OwnWords {
  readonly reason: {
    readonly text: string;
    readonly labels: Readonly<Record<LeavingReason, string>>;
    readonly thanks: string;
  };
  readonly stopped: {
    readonly text: (address: string) => string;
    /** Before what their server said. */
    readonly said: string;
    readonly button: string;
    readonly waits: string;
    readonly done: string;
    readonly doneText: (address: string) => string;
  };
  readonly link: {
    /** On the page of a message. */
    readonly offer: string;
    readonly offerLink: string;
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly sent: string;
    readonly sentText: (address: string) => string;
    readonly tooManyText: string;
    readonly closed: string;
    readonly closedText: string;
    readonly late: string;
    readonly lateText: string;
    readonly again: string;
    readonly used: string;
    readonly usedText: string;
  };
  readonly own: {
    readonly title: string;
    readonly about: (address: string) => string;
    readonly saved: string;
    readonly nothing: string;
    readonly language: string;
    readonly languageButton: string;
    readonly move: string;
    readonly moveText: string;
    readonly moveLabel: string;
    readonly moveButton: string;
    readonly moveSame: string;
    readonly moveSentText: (address: string) => string;
    readonly data: string;
    readonly dataText: string;
    readonly dataButton: string;
  };
  readonly erase: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly question: string;
    readonly whatGoes: (address: string) => string;
    readonly whatStays: string;
    readonly yes: string;
    readonly no: string;
    readonly done: string;
    readonly doneText: string;
    readonly busy: string;
    readonly busyText: string;
  };
  readonly move: {
    readonly title: string;
    readonly question: (lists: string, from: string, to: string) => string;
    readonly nothing: (from: string) => string;
    readonly button: string;
    readonly done: string;
    readonly doneText: (to: string) => string;
    readonly backTitle: string;
    readonly backText: (to: string) => string;
    readonly backButton: string;
    readonly backDone: string;
    readonly backDoneText: (from: string) => string;
  };
  readonly comeBack: {
    readonly title: string;
    readonly question: (address: string) => string;
    readonly button: string;
    readonly done: string;
    readonly doneText: (address: string) => string;
  };
  readonly archive: {
    readonly title: (list: string) => string;
    readonly empty: string;
    readonly older: string;
    readonly newest: string;
    readonly feed: string;
    readonly subscribe: string;
    readonly all: (list: string) => string;
    readonly issue: string;
    readonly none: string;
    readonly noneText: string;
  };
}
