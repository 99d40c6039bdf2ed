// MX lookup, SMTP session, throttle, retry policy.
export type { DnsOptions } from './dns/create-dns.js';
export { createDns } from './dns/create-dns.js';
export type { Answer, Dns, MxRecord, TlsaRecord } from './dns/dns.js';
export { resolveMx } from './dns/resolve-mx.js';
export type { MxAnswer, MxHost } from './mx-answer.js';
export type { AttemptOutcome, AttemptReport, Reply, Stage, Step } from './report.js';
export type { RetryDecision, RetryInput, RetryPolicy, RetryRule } from './retry/retry-policy.js';
export { decideRetry, newsletterRetryPolicy } from './retry/retry-policy.js';
export type { SiteAction, SiteAdvice, SiteReply } from './retry/site-pause.js';
export { isOfTheSession, siteAdviceFor } from './retry/site-pause.js';
export { type OpenStretch, openStretch, type SendingWindow } from './sending-window.js';
export type { AddressPolicy } from './site/forbidden-address.js';
export { isForbiddenAddress } from './site/forbidden-address.js';
export { providerLimitOf, siteShareOf } from './site/providers.js';
export type { SiteOfAnswer } from './site/site-of.js';
export { siteOf } from './site/site-of.js';
export type { WarmUpDay, WarmUpPlan } from './site/warm-up.js';
export { newsletterWarmUp, warmUpCap } from './site/warm-up.js';
export { type AskedRecipient, checkHost, type HostCheck, type SeenCertificate } from './smtp/check-host.js';
export { candidatesOf, connectToSite } from './smtp/connect-to-site.js';
export type { Connected, ConnectOptions, OutgoingMessage, SiteConnection } from './smtp/site-connection.js';
export type { Timeouts } from './smtp/timeouts.js';
export { defaultTimeouts } from './smtp/timeouts.js';
export { decideTlsPolicy, type TlsPolicyInput } from './tls-policy/decide-tls-policy.js';
export { type FetchedPolicy, type FetchPolicyOptions, fetchStsPolicy } from './tls-policy/fetch-sts-policy.js';
export { findTlsa, type TlsaFinding } from './tls-policy/find-tlsa.js';
export { createMtaSts, type KeptPolicy, type MtaSts, type StsStore } from './tls-policy/mta-sts.js';
export type { StsPolicy } from './tls-policy/sts-policy.js';
export {
  type HostTls,
  requiredTls,
  type TlsPolicy,
  type TlsPolicyName,
  type TlsPolicyReport,
  type TlsResult,
  type TlsVerdict,
} from './tls-policy/tls-policy.js';
