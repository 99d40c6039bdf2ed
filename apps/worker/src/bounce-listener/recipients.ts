// Decides at RCPT whom the bounce listener takes mail for: our signed return paths, and the postmaster of their domains.
import { parseReturnPath, type TokenSigner } from '@doorstep/bounces';

export type RecipientVerdict =
  /** `key` names the delivery (or the marked mail) the return path was signed for. */
  | { readonly kind: 'return-path'; readonly key: string }
  | { readonly kind: 'postmaster' }
  | { readonly kind: 'unknown'; readonly words: string };

/** Mailboxes that must be there wherever mail is taken: RFC 5321 §4.5.1 and RFC 2142 §2 and §4. */
const OFFICES = new Set(['postmaster', 'abuse']);

/**
 * A return path counts by its signature, whatever its domain: mail to a domain that was used earlier may be on its way for days.
 *
 * @param address a forward path without angle brackets; "postmaster" may stand without a domain (RFC 5321 §4.1.1.3)
 * @param domains return-path domains of ours, lower-cased
 */
export function decideRecipient(
  address: string,
  tokens: Pick<TokenSigner, 'verify'>,
  domains: ReadonlySet<string>,
): RecipientVerdict {
  const path = parseReturnPath(address);
  const key = path && tokens.verify('return', path.token);
  if (key) return { kind: 'return-path', key };
  const at = address.lastIndexOf('@');
  const local = (at < 0 ? address : address.slice(0, at)).toLowerCase();
  const domain = at < 0 ? null : address.slice(at + 1).toLowerCase();
  if (OFFICES.has(local) && (domain === null || domains.has(domain))) return { kind: 'postmaster' };
  if (path)
    return {
      kind: 'unknown',
      words: 'This return path was not signed here, or was changed on its way; nothing is taken for it.',
    };
  if (domain !== null && domains.has(domain))
    return {
      kind: 'unknown',
      words: 'No such mailbox. This server takes bounces for return paths it signed itself, and mail to postmaster.',
    };
  return { kind: 'unknown', words: 'This server takes bounces for its own return paths only and passes no mail on.' };
}
