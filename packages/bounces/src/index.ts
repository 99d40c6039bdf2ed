// Bounces: signed return paths, reports that come back, and what a reply means.

export type { Category, Certainty, Classification, ReplyFacts, Scope, Stage } from './classification.js';
export type { Report, ReportAction, ReportKind, ReportRecipient, ReturnedOriginal } from './report.js';
export { formatReturnPath, parseReturnPath } from './return-path.js';
export { createTokenSigner, type TokenKeys, type TokenPurpose, type TokenSigner, tokenKeysFrom } from './token.js';
