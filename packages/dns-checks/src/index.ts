// SPF, DKIM, DMARC, PTR and return path of a sending domain: each returns a Check.
export type { Check, DkimKey, Resolver, SendingDomainFacts, WantedRecord } from './check.js';
export { checkDkim } from './check-dkim.js';
export { checkSendingDomain } from './check-sending-domain.js';
export { checkSourceAddress, type SourceAddressFacts } from './check-source-address.js';
export { isSeenEverywhere, lookEverywhere, type NameServers, type NameServerView } from './look-everywhere.js';
export { nodeNameServers } from './node-name-servers.js';
export { nodeResolver } from './node-resolver.js';
export { type SignatureVerdict, verifySignatures } from './verify-signatures.js';
export { dkimName, wantedDkim, wantedRecords } from './wanted-records.js';
export { txtStrings, zoneLine } from './zone-text.js';
