// What servers are known to answer, by the words of their own documentation: each must be taken for what it says.
import { describe, expect, it } from 'vitest';
import type { Category, Scope } from '../classification.js';
import { classifyReply } from '../classify-reply.js';
import { commonReplies } from '../testing/replies/common-words.js';
import { mailSystemReplies } from '../testing/replies/mail-systems.js';
import { moreReplies } from '../testing/replies/more-providers.js';
import { codedReplies } from '../testing/replies/provider-codes.js';
import { providerReplies } from '../testing/replies/providers.js';
import { registeredReplies } from '../testing/replies/registered-texts.js';
import { thirdList } from '../testing/replies/third-list.js';

/** Whose side each category is; none but the first seven may cost an address anything. */
const SCOPES: Readonly<Partial<Record<Category, readonly Scope[]>>> = {
  address_unknown: ['address'],
  mailbox_disabled: ['address'],
  mailbox_full: ['address'],
  address_moved: ['address'],
  recipient_refuses_you: ['address'],
  recipient_rate: ['address'],
  domain_dead: ['domain'],
  domain_refuses_mail: ['domain'],
  domain_misconfig: ['domain'],
  dns_temp: ['domain'],
  unreachable: ['site'],
  greylist: ['site'],
  system_temp: ['site'],
  rate_limited: ['our_ip'],
  reputation_block: ['our_ip', 'unknown'],
  ptr_helo: ['our_ip'],
  tls_required: ['our_ip', 'site'],
  reputation_domain: ['our_domain'],
  authentication: ['our_domain'],
  content_spam: ['message'],
  message_format: ['message'],
  message_too_big: ['message'],
  expired: ['unknown'],
};

const families = {
  ...mailSystemReplies,
  ...providerReplies,
  ...commonReplies,
  ...registeredReplies,
  ...moreReplies,
  codesOfGoDaddy: codedReplies.goDaddy,
  codesOfOthers: codedReplies.others,
  ...thirdList,
};

describe.each(Object.entries(families))('the replies of %s', (_, replies) => {
  it.each(replies.map(({ category, facts }) => ({ category, facts, text: facts.text })))(
    '$text: $category',
    ({ category, facts }) => {
      const said = classifyReply(facts);
      expect(said, said.ruleId).toMatchObject({ category });
      expect(SCOPES[said.category], said.ruleId).toContain(said.scope);
    },
  );
});

describe('a name', () => {
  it.each([
    'full-disk.example said: 550 5.1.1 User unknown',
    'host spam-filter.quota-exceeded.example[192.0.2.1] said: 550 5.1.1 User unknown',
    'host blacklisted.example said: 550 5.1.1 User unknown',
    '550 5.1.1 User unknown. See https://antispam.reader.example/blocked/mailbox-full.html',
    '550 5.1.1 User unknown (dmarc.spf.dkim.reader.example)',
    '550 5.1.1 <"mailbox full"@quota.example>: User unknown',
    'mx-greylist-temporarily-rate-limited.example.net said: 550 5.1.1 User unknown',
  ])('is never the reason: %s', (text) => {
    const said = classifyReply({ stage: 'rcpt', code: 550, enhancedCode: '5.1.1', text, mxHost: null });
    expect(said, said.ruleId).toMatchObject({ category: 'address_unknown', scope: 'address' });
  });

  it('of a block list is one, and a sentence without a blank behind its end keeps its words', () => {
    const reply = (text: string) => classifyReply({ stage: 'rcpt', code: 554, enhancedCode: null, text, mxHost: null });
    expect(reply('554 refused, see https://www.spamhaus.org/query/ip/192.0.2.1').category).toBe('reputation_block');
    expect(reply('554 mailbox is full.so try later').category).toBe('mailbox_full');
  });

  it('still tells whose reply it is', () => {
    const text = 'host gmail-smtp-in.l.google.com[192.0.2.1] said: 550-5.1.1 The email account that you tried to reach';
    const said = classifyReply({
      stage: 'rcpt',
      code: 550,
      enhancedCode: '5.1.1',
      text: `${text} does not exist.`,
      mxHost: null,
    });
    expect(said.ruleId).toBe('google/no-such-user');
  });
});
