// Bounces: signed return paths, reports that come back, mailboxes they come to, and what a reply means.

export type { Category, Certainty, Classification, ReplyFacts, Scope, Stage } from './classification.js';
export { type BuiltInRule, builtInRules, type Classifier, createClassifier, type Explanation } from './classifier.js';
export { classifyReply } from './classify-reply.js';
export { clusterKey, phraseOf } from './cluster.js';
export { type ExplainedReply, explainReply, type ReplyToExplain } from './explain-reply.js';
export type { MailboxWatch } from './mailbox/imap-watch.js';
export {
  type FetchedMessage,
  type ListedMessage,
  type Mailbox,
  MailboxError,
  type MailboxFailure,
  type MailboxSettings,
  type MailboxStep,
  type MailboxTest,
  type MailboxTestStep,
  MessageGone,
  type OpenedMailbox,
} from './mailbox/mailbox.js';
export {
  createTokenSource,
  type OAuthClient,
  type TokenAnswer,
  type TokenSource,
  tokenUrlFault,
} from './mailbox/oauth-token.js';
export { type OpenedWatch, openMailbox, watchMailbox } from './mailbox/open-mailbox.js';
export { testMailbox } from './mailbox/test-mailbox.js';
export {
  faultsOfOwnRule,
  type OwnRule,
  type OwnRuleFault,
  ownRuleId,
  ownRuleLimits,
  slugOfRuleId,
} from './own/own-rule.js';
export { parseReport } from './parse-report.js';
export { isAmongQueueIds, type RemoteQueueId, remoteQueueIdOf } from './remote-queue-id.js';
export type { Report, ReportAction, ReportKind, ReportRecipient, ReturnedOriginal } from './report.js';
export { formatReturnPath, parseReturnPath } from './return-path.js';
export type { Provider } from './rules/providers.js';
export { providers } from './rules/providers.js';
export { sisimaiNames } from './sisimai-names.js';
export { createTokenSigner, type TokenKeys, type TokenPurpose, type TokenSigner, tokenKeysFrom } from './token.js';
export { createTokenRing, type RingKey, type TokenRing } from './token-ring.js';
export type { WayOfMail } from './way-of-mail.js';
