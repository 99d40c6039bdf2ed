// Evidence to verdict in plain words: cause, certainty, whose side, what to do.

export { isJudgedByOthers } from './catalogue/her-server.js';
export {
  type DescribedAttempt,
  type DescribedDelivery,
  type DescribedEvent,
  type DescribedReturn,
  describeAttempt,
  describeCategory,
  describeDelivery,
  describeEvent,
  describeReturn,
} from './describe.js';
export { diagnose } from './diagnose.js';
export type { EndingBasis, KnownSite } from './ending/ending-sites.js';
export type { Ending } from './ending/estimate-end.js';
export { type EndingTerms, type KnownEnding, type ToldEnding, tellEnding, toldEnding } from './ending/tell-ending.js';
export type {
  AttemptEvidence,
  Comparison,
  DeliveryEvidence,
  EventEvidence,
  Evidence,
  HandoverEvidence,
  MembershipEvidence,
  ReturnEvidence,
  SuppressionEvidence,
} from './evidence.js';
export { readable } from './facts.js';
export { describeLiveCheck, type KeptAnswer, type KeptHost, lastFailure } from './live/describe-live-check.js';
export type { AttemptThen, DnsKind, HostNow, LiveFacts, SeenHost } from './live/live-facts.js';
export { dnsWords, liveHeadline } from './live/live-words.js';
export { type Change, type ThenAndNow, thenAndNow } from './live/then-and-now.js';
export { noteForHer } from './note-for-her.js';
export {
  type NotedDelivery,
  noteForPostmaster,
  type PostmasterFacts,
  type PostmasterNote,
} from './postmaster/note-for-postmaster.js';
export { type PostmasterWords, postmasterEnglish, postmasterGerman } from './postmaster/postmaster-words.js';
export { providerOf } from './providers.js';
export { type AddressOnRecord, evidenceOf, type RecordedDelivery, troubledDeliveries } from './recorded-evidence.js';
export {
  type ComparedResult,
  compareResults,
  type ResultShares,
  type ResultVerdict,
} from './results/compare-results.js';
export { type HourOfProvider, othersOf, type RowBeside } from './results/others.js';
export { percent, shareInWords } from './results/proportions.js';
export { providerLabel } from './results/provider-label.js';
export { type ReplyMeaning, type ReplyOwner, replyMeaning } from './results/reply-meaning.js';
export {
  type JudgedRule,
  judgeSenderRules,
  type SeenReply,
  type SenderFacts,
} from './results/sender-rules.js';
export { delayWords } from './returned/delay-words.js';
export { describeHandover } from './returned/describe-handover.js';
export { type InboundFacts, type UnmatchedWords, whatItLedTo, whyUnmatched } from './returned/describe-inbound.js';
export {
  type CandidateFacts,
  type Reason,
  type Scored,
  scoreCandidate,
  type UnmatchedFacts,
} from './returned/score-candidate.js';
export { suggestDomain } from './suggest-domain.js';
export {
  chanceInWords,
  decideTest,
  type IfUnclear,
  judgeVariants,
  letterOf,
  type TestDecision,
  type VariantEvidence,
  type VariantMeasure,
  type VariantVerdict,
} from './variants/judge-variants.js';
export type { Certainty, Side, Verdict } from './verdict.js';
export { explainWaiting, type WaitingReason } from './waiting/explain-waiting.js';
export type { GateName } from './waiting/gates.js';
export type { WaitingFacts, WaitingLane, WaitingSite } from './waiting/waiting-facts.js';
export { forwardAdvice, type GroupAdvice, groupAdvice } from './words/english/chronic.js';
export { english } from './words/english.js';
export { german } from './words/german.js';
export type { Words } from './words/words.js';
