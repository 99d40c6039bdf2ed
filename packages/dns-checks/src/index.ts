// SPF, DKIM, DMARC, PTR and return path of a sending domain: each returns a Check.
export type {
  Check,
  DkimKey,
  NameServerView,
  Resolver,
  SendingDomainFacts,
  Spread,
  WantedRecord,
} from './check.js';
export { checkDkim } from './check-dkim.js';
export { checkEverywhere } from './check-everywhere.js';
export { checkSendingDomain } from './check-sending-domain.js';
export { checkSourceAddress, type SourceAddressFacts } from './check-source-address.js';
export type { NameServers } from './everywhere.js';
export { isSeenEverywhere, lookEverywhere } from './look-everywhere.js';
export { nodeNameServers } from './node-name-servers.js';
export { nodeResolver } from './node-resolver.js';
export { sendingDomainFacts } from './sending-domain-facts.js';
export { type SignatureVerdict, verifySignatures } from './verify-signatures.js';
export { dkimName, wantedDkim, wantedRecords } from './wanted-records.js';
export { txtStrings, zoneLine } from './zone-text.js';
