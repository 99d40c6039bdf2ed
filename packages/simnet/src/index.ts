// The simulated internet of sandbox, demo and tests: DNS, MX hosts with characters, a bounce mailbox; loopback only.
export type { Answer, Behaviour, DnsCharacter, LateReport, MxHostPlan } from './behaviour.js';
export { type Character, characters, type Expectation } from './characters/characters.js';
export { type SamplePerson, samplePeople } from './characters/people.js';
export type { SimClock } from './clock.js';
export type { ZoneRecord, ZoneRecordType } from './dns/zone.js';
export type { EventFilter, ReceivedMessage, RecipientSummary, SimEvent, SimEventKind } from './ledger.js';
export { sandboxHostName } from './records.js';
export { mailboxMxHost } from './reports/post-office.js';
export { publishRecords, type SandboxSender, sendingDomainRecords } from './sending-domain-records.js';
export { type SimnetOptions, startSimnet } from './simnet.js';
export type { MailboxLogin, Simnet } from './simnet-face.js';
