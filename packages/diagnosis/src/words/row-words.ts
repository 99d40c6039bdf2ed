// Shape of the message catalogue: what each row says, in any language.

export type RowName =
  | 'held_back'
  | 'scanner_unsubscribed'
  | 'unsubscribed'
  | 'complained'
  | 'forward_breaks_signature'
  | 'forward_refuses'
  | 'our_ip_listed'
  | 'signature_failed'
  | 'our_host_name'
  | 'our_sender_unverified'
  | 'our_way_out'
  | 'vendor_blocks_us'
  | 'our_domain_refused'
  | 'our_content_refused'
  | 'our_ip_blocked'
  | 'slowed_to_the_end'
  | 'message_too_big'
  | 'message_malformed'
  | 'server_knows_nobody'
  | 'mailbox_unknown'
  | 'mailbox_full'
  | 'mailbox_full_once'
  | 'mailbox_off'
  | 'address_moved'
  | 'person_refuses'
  | 'mailbox_too_busy'
  | 'domain_takes_no_mail'
  | 'refused_alone'
  | 'filter_refuses_us'
  | 'gave_it_back'
  | 'server_misconfigured'
  | 'dns_silent'
  | 'cannot_reach'
  | 'encryption_failed'
  | 'no_answer'
  | 'asked_to_slow_down'
  | 'greylisted'
  | 'still_trying'
  | 'unclear'
  | 'in_doubt'
  | 'accepted_everywhere'
  | 'recovered'
  | 'not_tried';

/** What a sentence may name. Texts of remote hosts are cleaned to one line and to be shown as text. */
export interface RowParams {
  readonly address: string;
  readonly domain: string;
  /** Who runs the mailbox: "Google", or the domain when unknown. */
  readonly provider: string;
  /** The MX host that answered, or the domain when none did. */
  readonly host: string;
  /** "12 October 2026", or null. */
  readonly since: string | null;
  readonly failed: number;
  readonly tried: number;
  /** Where the conversation ended, in words. */
  readonly stage: string;
  readonly suggestion: string | null;
  readonly blocklist: string | null;
  readonly ip: string | null;
  readonly forwardTarget: string | null;
  /** Other domains the sentence may speak of: 0 when it is only hers. */
  readonly domainsRefusingAlike: number;
  /** Others at her domain who were tried. */
  readonly colleagues: number;
  readonly nextTry: string | null;
  /** Days the newest campaign was tried for, at least 1. */
  readonly days: number;
  readonly isGivenUp: boolean;
  readonly heldBack: HeldBack | null;
}

export interface HeldBack {
  readonly cause: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly scope: 'address' | 'domain';
  readonly hits: number;
  /** What the diagnosis says of the evidence under it, if there is any. */
  readonly underlying: string | null;
  /** What would help against that. */
  readonly underlyingToDo: readonly string[];
}

export interface RowText {
  readonly headline: (words: RowParams) => string;
  /** An own first sentence for the reasons, where the reply alone does not explain. */
  readonly why?: (words: RowParams) => string;
  /** The first one is the thing to do; at most two more. */
  readonly whatToDo: (words: RowParams) => readonly string[];
  readonly whatWillNotHelp: (words: RowParams) => readonly string[];
}

export type RowsOf<Name extends RowName> = Readonly<Record<Name, RowText>>;
