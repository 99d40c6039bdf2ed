// Prisma client and one store file per table group.

export {
  type AbDecision,
  type AbEvents,
  type AbEvidence,
  type AbStanding,
  type AbTermsRow,
  AbTestStore,
} from './ab-tests.store.js';
export { AccessStore, type NewAccount, type PageOptions, type UserRow } from './access.store.js';
export { AddressCorrectionStore } from './address-corrections.store.js';
export type { AddressAttemptRow, AddressDeliveryRow, AddressReturnRow } from './address-deliveries.js';
export { type AddressEventRow, type AddressRecord, AddressStore } from './addresses.store.js';
export { type ApiKeyRow, ApiKeyStore, type NewKey } from './api-keys.store.js';
export {
  type ArchivedIssue,
  type ArchiveList,
  ArchiveStore,
  type CampaignArchiveRow,
} from './archive.store.js';
export {
  type AuditedChange,
  type AuditPageOptions,
  type AuditRow,
  AuditStore,
  type NewAuditEntry,
} from './audit.store.js';
export {
  type BounceMailboxRow,
  BounceMailboxStore,
  type MailboxChange,
  type MailboxOAuthRow,
  type MailboxSettingsRow,
} from './bounce-mailboxes.store.js';
export { type AskedChange, type BulkChangeRow, BulkChangeStore } from './bulk-changes.store.js';
export { type CalendarRow, CalendarStore } from './calendar.store.js';
export {
  type AudienceCounts,
  type AudiencePerson,
  type AudiencePlace,
  CampaignAudienceStore,
} from './campaign-audience.store.js';
export {
  CampaignDeliveryStore,
  type DeliveryPageOptions,
  type DeliveryRow,
  type TestRecipient,
} from './campaign-deliveries.store.js';
export { type CampaignMaterial, CampaignMaterialStore } from './campaign-material.store.js';
export { CampaignPaceStore } from './campaign-pace.store.js';
export { type StoredVariant, type VariantContentRow, withVariants } from './campaign-variants.js';
export { type CampaignVersionRow, CampaignVersionStore, type KeptTest } from './campaign-versions.store.js';
export { type CampaignRow, CampaignStore, type Move } from './campaigns.store.js';
export {
  type ChronicContactRow,
  type ChronicGroupRow,
  type ChronicPersonRow,
  type ChronicRuleRow,
  ChronicStore,
} from './chronic.store.js';
export { type ChronicActionRow, ChronicActionStore } from './chronic-actions.store.js';
export { ChronicCorrectionStore } from './chronic-corrections.store.js';
export { ChronicRetryStore, type RetryDraft } from './chronic-retry.store.js';
export { ChronicWatchStore } from './chronic-watch.store.js';
export { ComeBackStore } from './come-backs.store.js';
export { type ComparedCampaign, ComparisonStore } from './comparisons.store.js';
export { compileSegment } from './compile-segment.js';
export {
  type ClaimedConfirmation,
  type ConfirmationSender,
  type ConfirmationSettlement,
  ConfirmationStore,
} from './confirmations.store.js';
export type { Agreement } from './consent.sql.js';
export { type ConsequencePreviewRow, ConsequencePreviewStore } from './consequence-preview.store.js';
export {
  ConsequenceStore,
  type ConsequenceVersionRow,
  defaultPolicy,
  type PolicyInForce,
} from './consequences.store.js';
export { type CustomFieldRow, CustomFieldStore } from './custom-fields.store.js';
export { type Database, type DatabaseOptions, inTransaction, openDatabase } from './database.js';
export type { AddressEffect, ConsequenceTerms, DecidedOutcome } from './decided-outcome.js';
export { type ClaimedDelivery, DeliveryStore, type Lease, type Wanted } from './deliveries.store.js';
export { type DkimKeyRow, DkimKeyStore, type DkimRotationRow, type SwitchTo } from './dkim-keys.store.js';
export { DomainError, type DomainErrorKind } from './domain-error.js';
export { type EndingRecord, type EndingSiteRow, EndingStore } from './endings.store.js';
export { type Erasure, ErasureStore } from './erasures.store.js';
export type { FloodWish } from './flood-decisions.sql.js';
export { FloodStore, type HeldFailureRow, type SiteFloodRow } from './floods.store.js';
export { type AskedMatch, type HandMatchResult, type HandMatchRow, HandMatchStore } from './hand-matches.store.js';
export { HeartbeatStore } from './heartbeats.store.js';
export { type IdempotencyClaim, IdempotencyStore } from './idempotency.store.js';
export { ImportRowStore } from './import-rows.store.js';
export type { ImportTask, StagedRow } from './import-task.js';
export { ImportUndoStore } from './import-undo.store.js';
export type {
  DetectedFile,
  EarlierImport,
  ImportChange,
  ImportProblem,
  ImportRowView,
  ImportView,
  RejectedRow,
  Workbook,
} from './import-views.js';
export { type Hold, ImportWorkStore } from './import-work.store.js';
export { ImportStore } from './imports.store.js';
export {
  type DecidedReturn,
  type InboundNote,
  InboundStore,
  type RawInbound,
  type ReturnedDelivery,
  type WaitingInbound,
} from './inbound.store.js';
export { InboundShelfStore, type ShelfQuery, type ShelvedMessage } from './inbound-shelf.store.js';
export {
  DEFAULT_SOURCE_ID,
  type DueLane,
  type Lane,
  type LaneKey,
  type LaneOrder,
  LaneStore,
  type LeftLane,
  type Route,
  type WantedLane,
} from './lanes.store.js';
export { type ClaimedLetter, type LetterKind, LetterStore } from './letters.store.js';
export { ListHealthStore } from './list-health.store.js';
export { ListPeopleStore, type ListPersonRow } from './list-people.store.js';
export {
  type DeliveredMessage,
  type ListenerCounts,
  type ListenerRow,
  type ListenerState,
  ListenerStore,
} from './listener.store.js';
export { type ListRow, ListStore } from './lists.store.js';
export {
  type CheckSource,
  type ClaimedLiveCheck,
  type LiveAnswerRow,
  type LiveCheckRow,
  LiveCheckStore,
  type LiveHostRow,
  type NewLiveCheckRow,
} from './live-checks.store.js';
export { type EndedAttempts, LiveFigureStore, type MinuteRow, type WorkerRow } from './live-figures.store.js';
export { type ClaimedLoopTest, type LoopHandover, type LoopTestRow, LoopTestStore } from './loop-tests.store.js';
export {
  MailboxReadingStore,
  type MailboxToRead,
  type ReadingLease,
  type ReadingResult,
} from './mailbox-readings.store.js';
export {
  type MailboxSecrets,
  openMailboxSecrets,
  openOAuthSecrets,
  type SealedMailbox,
  sealOAuthSecrets,
} from './mailbox-secrets.js';
export { MailboxWatchStore, type WatchLease } from './mailbox-watches.store.js';
export { type CandidateQuery, type CandidateRow, MatchCandidateStore } from './match-candidates.store.js';
export { type MediaRow, MediaStore, type NewMedia } from './media.store.js';
export { migrate } from './migrate.js';
export { type ObstacleFacts, ObstacleStore } from './obstacles.store.js';
export { type OneMailMade, OneMailStore, type OneMailWish } from './one-mail.store.js';
export { RESEND_AFTER_SECONDS } from './outcomes.sql.js';
export { type FinishedBatch, OutcomeStore } from './outcomes.store.js';
export { type DayCounts, type OverviewFacts, OverviewStore } from './overview.store.js';
export {
  asInForce,
  type NamedRule,
  OwnRuleStore,
  type RuleInForce,
  type RuleRow,
  type RuleVersionRow,
} from './own-rules.store.js';
export type { FilteredPeople } from './people-filter.sql.js';
export { type PersonExport, PersonExportStore } from './person-export.store.js';
export { type PlanPage, PlanStore } from './plans.store.js';
export { type Confirmation, type Departure, PublicPageStore } from './public-pages.store.js';
export { type CountedDelivery, type NewReaderEvent, ReaderEventStore } from './reader-events.store.js';
export {
  type LetterLink,
  LINK_HOURS,
  type LinkOutcome,
  MOVE_BACK_DAYS,
  type OwnPage,
  ReaderPageStore,
} from './reader-page.store.js';
export { ReplayPeopleStore } from './replay-people.store.js';
export {
  Overtaken,
  type PastAttempt,
  type PastInbound,
  type ReplayChange,
  type ReplayTask,
  ReplayWorkStore,
} from './replay-work.store.js';
export { type AgainRow, type ComparedRow, type MonthCause, type ReplyRow, ReportStore } from './reports.store.js';
export { type AgainCounts, ResendStore } from './resends.store.js';
export { type AliveMark, type RestoredRow, RestoreStore } from './restores.store.js';
export type { ResultPlace, ResultSpan, ResultWish } from './result-conditions.sql.js';
export { ResultCountStore, type ResultTurn } from './result-counts.store.js';
export { type ResultDeliveryFilter, type ResultDeliveryRow, ResultDeliveryStore } from './result-deliveries.store.js';
export { quantileOf } from './result-facts.js';
export { type HeldUpSite, ResultLimitStore } from './result-limits.store.js';
export type { GroupCounts } from './results.store.js';
export {
  type PatternRow,
  type ProviderHour,
  type ResultDayRow,
  type ResultRows,
  ResultStore,
  type ResultSums,
} from './results.store.js';
export {
  type NewReplay,
  type ReplayGroupRow,
  type ReplayPersonRow,
  type ReplayRow,
  type ReplaySummary,
  RuleReplayStore,
} from './rule-replays.store.js';
export { type NewSandboxKey, type PublishedDomain, type SandboxMailbox, SandboxStore } from './sandbox.store.js';
export { type SavedViewRow, SavedViewStore } from './saved-views.store.js';
export { type SegmentNameRows, type SegmentRow, SegmentStore } from './segments.store.js';
export { SenderFactStore, type SenderNumbers } from './sender-facts.store.js';
export { type SendingControl, type SendingControlRow, SendingControlStore } from './sending-control.store.js';
export { type NewDkimKey, type SendingDomainRow, SendingDomainStore } from './sending-domains.store.js';
export { SendingHoursStore } from './sending-hours.store.js';
export { type ComingIssue, type SeriesRow, SeriesStore } from './series.store.js';
export { type MadeIssue, SeriesWorkStore, withIssueFields } from './series-work.store.js';
export { SettingStore } from './settings.store.js';
export { type NewShareLinkRow, type Shared, type ShareLinkRow, ShareLinkStore } from './share-links.store.js';
export { type PublicList, type Signup, type SignupOutcome, SignupStore } from './signups.store.js';
export { type LimitOrder, SiteLimitStore } from './site-limits.store.js';
export { type SitePause, type SiteSlowdown, SiteStateStore } from './site-state.store.js';
export { type SiteRow, SiteStore } from './sites.store.js';
export { type SourceAddressRow, SourceAddressStore } from './source-addresses.store.js';
export type { Stopped } from './stopped.sql.js';
export { type SortKey, sortKeyOf } from './subscriber-filter.sql.js';
export {
  type AddedSubscriber,
  type AddressPast,
  type ChangedSubscriber,
  type SubscriberPageOptions,
  type SubscriberRow,
  SubscriberStore,
} from './subscribers.store.js';
export {
  type SuppressionFileRow,
  SuppressionFileStore,
  type SuppressionImportCounts,
} from './suppression-files.store.js';
export { type ReleaseRow, SuppressionReleaseStore } from './suppression-releases.store.js';
export { SuppressionUpkeepStore } from './suppression-upkeep.store.js';
export type { SuppressionFilter, SuppressionResultRow } from './suppressions.store.js';
export { type SuppressionPageOptions, type SuppressionRow, SuppressionStore } from './suppressions.store.js';
export { SystemStore, type WorkerSeen } from './system.store.js';
export { type TagRow, TagStore } from './tags.store.js';
export { type TemplateRow, TemplateStore } from './templates.store.js';
export { type BrokenTls, type KeptStsPolicy, TlsStore } from './tls.store.js';
export {
  FOLLOW_MS,
  followTokenKeys,
  newTokenKey,
  SecretError,
  type TokenKeyFollower,
} from './token-key-follower.js';
export { TokenKeyStore, type TokenKeyView } from './token-keys.store.js';
export { type UnclassifiedRow, UnclassifiedStore } from './unclassified.store.js';
export { type ExpiryEffect, type LastReply, UpkeepStore } from './upkeep.store.js';
export { type UsageCount, type UsageDay, UsageStore } from './usage.store.js';
export { createVault, type Vault } from './vault.js';
export { WaitingReasonStore, type WaitingRecord } from './waiting-reason.store.js';
export {
  type ClaimedWebhook,
  type WebhookAnswer,
  type WebhookSettlement,
  WebhookWorkStore,
} from './webhook-work.store.js';
export { type WebhookMessageRow, type WebhookRow, WebhookStore, type WebhookTryRow } from './webhooks.store.js';
