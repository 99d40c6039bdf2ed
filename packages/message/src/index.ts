// Campaign and subscriber to MIME with list headers and DKIM.
export { type CompiledCampaign, compileCampaign } from './campaign.js';
export { campaignSource, recipientOf, type StoredCampaign, type StoredRecipient } from './campaign-source.js';
export { checkTemplate, type TemplateFinding, type TemplateSource } from './check-template.js';
export { type Confirmation, composeConfirmation } from './confirmation.js';
export { compileContent } from './content/compile-content.js';
export type { Compiled, ContentFault, ContentKind } from './content/compiled.js';
export { contentFindings } from './content/content-findings.js';
export { STARTERS, type Starter } from './content/starters.js';
export { type WordChange, wordChanges } from './content/word-changes.js';
export { findLinks } from './counted-links.js';
export {
  type DkimAlgorithm,
  type DkimKey,
  dkimPublicKey,
  dkimRecord,
  generateDkimKey,
  nextSelector,
} from './dkim-key.js';
export { createDkimSigner, type DkimSigner } from './dkim-signer.js';
export type { CampaignSource, Recipient } from './headers.js';
export type { ReadImage } from './images/image.js';
export { readImage } from './images/read-image.js';
export { composeLoopTest, LOOP_SUBJECT, type LoopTestMessage } from './loop-test.js';
export { htmlToText } from './plain-text.js';
export { inspectReceived, type ReceivedMessage } from './preflight/inspect-received.js';
export type { WireCheck } from './preflight/wire-check.js';
export { type PublicIssue, publicIssue } from './public-issue.js';
export { composeReaderLetter, type ReaderLetter } from './reader-letter.js';
export { fallbacksOf, type RenderedCampaign, renderCampaign } from './render-campaign.js';
export { TemplateError, type TemplateField } from './template.js';
