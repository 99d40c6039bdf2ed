// All families of bounces written for people, in the order they are asked. The wording is in families/, one file each.
import { communigate } from './families/communigate.js';
import { domino } from './families/domino.js';
import { exchange } from './families/exchange.js';
import { exim } from './families/exim.js';
import { facebook } from './families/facebook.js';
import type { Family, SentencePattern } from './families/family.js';
import { gateways } from './families/gateways.js';
import { google } from './families/google.js';
import { imail } from './families/imail.js';
import { ironport } from './families/ironport.js';
import { japanese } from './families/japanese.js';
import { mailmarshal } from './families/mailmarshal.js';
import { messagingServer } from './families/messaging-server.js';
import { otherLanguages } from './families/other-languages.js';
import { postfix } from './families/postfix.js';
import { qmail } from './families/qmail.js';
import { sendmail } from './families/sendmail.js';
import { unnamedSystems } from './families/unnamed-systems.js';
import { yahoo } from './families/yahoo.js';

export interface Introduction {
  readonly id: string;
  readonly pattern: RegExp;
}

export interface Sentence extends SentencePattern {
  readonly id: string;
}

/** The first line that introduces recipients decides. Gateways' words are general, so they are asked after the systems'. */
const introducing: readonly Family[] = [
  postfix,
  qmail,
  exim,
  sendmail,
  exchange,
  google,
  yahoo,
  domino,
  messagingServer,
  gateways,
  otherLanguages,
  japanese,
];
/** Precise sentences before those that many systems share. */
const telling: readonly Family[] = [
  google,
  ironport,
  exchange,
  imail,
  communigate,
  gateways,
  mailmarshal,
  facebook,
  unnamedSystems,
];

export const introductions: readonly Introduction[] = introducing.flatMap(({ id, introductions = [] }) =>
  introductions.length === 0 ? [] : [{ id, pattern: new RegExp(introductions.map(({ source }) => source).join('|')) }],
);

export const sentences: readonly Sentence[] = telling.flatMap(({ id, sentences = [] }) =>
  sentences.map((one) => ({ id, ...one })),
);
