// A bounce of one mail system for the tests: what it writes, and what must be understood of it.

export interface Letter {
  readonly system: string;
  readonly from?: string;
  readonly subject?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly text: string;
  readonly kind?: 'bounce' | 'delayed';
  /** "address category", and " hard" behind it where mailing again is no use. */
  readonly expect: readonly string[];
}

/** What systems put under their words: our message, with another person in its To. */
export const original =
  'Return-Path: <bounces@news.example>\nReceived: from relay.example ([192.0.2.7]) by mx.reader.example\nFrom: News <news@news.example>\nTo: someone@other.example\nSubject: mailbox full of spam, user unknown\nMessage-ID: <one@news.example>\n\nHello';
