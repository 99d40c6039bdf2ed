// English: what the rows about our own IP, domain and content say.
import type { RowsOf } from '../row-words.js';

const keepPeople = 'Removing people: it is not their fault, and they stay subscribed.';

export const ourSideRows: RowsOf<
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
> = {
  our_ip_listed: {
    headline: ({ ip, blocklist }) => `Our sending IP ${ip === null ? '' : `${ip} `}is on a block list: ${blocklist}.`,
    whatToDo: ({ blocklist }) => [
      `Pause campaigns to this provider and follow the delisting steps of ${blocklist}; the reply below has the address.`,
      'Find out what got us listed first: an old list, or a complaint.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  signature_failed: {
    headline: ({ provider }) => `Our signature did not pass at ${provider}.`,
    why: () => 'They check SPF, DKIM and DMARC of our sending domain.',
    whatToDo: () => ['Open the page of the sending domain and mend the record that fails.'],
    whatWillNotHelp: () => ['Anything on the side of the person.'],
  },
  our_host_name: {
    headline: ({ provider }) => `${provider} does not accept the name of our sending machine.`,
    why: () => 'The reverse DNS name (PTR) of our IP must exist and lead back to the same IP.',
    whatToDo: () => ['Ask the provider of our server to set the PTR record to the name we greet with.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_sender_unverified: {
    headline: ({ provider }) => `${provider} looked our sender address up and did not find it.`,
    why: () => 'The domain of our return address must exist in DNS, with a mail server that takes bounces.',
    whatToDo: () => ['Open the page of the sending domain and mend the record of the return path.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_way_out: {
    headline: () => 'Nothing of this campaign gets out of our own machine.',
    why: ({ domainsRefusingAlike: n }) =>
      `${n} other domains could not be reached either, and nobody at all took the campaign.`,
    whatToDo: () => [
      'Run “doorstep doctor”: many providers close port 25 to new machines until one asks them to open it.',
      'Check that this machine has a working name server.',
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  vendor_blocks_us: {
    headline: ({ provider }) => `${provider} blocks our IP or our content.`,
    why: ({ provider, domainsRefusingAlike: n }) =>
      `${n} other ${n === 1 ? 'domain' : 'domains'} behind ${provider} refused the same campaign for the same reason.`,
    whatToDo: ({ provider }) => [
      `Pause campaigns to ${provider} and open the page of the sending domain.`,
      `Then ask ${provider} for a review, with the reply below.`,
    ],
    whatWillNotHelp: () => [keepPeople],
  },
  our_domain_refused: {
    headline: ({ provider }) => `${provider} does not trust our sending domain.`,
    why: alsoElsewhere,
    whatToDo: () => ['Stop the campaign, then check where the addresses of this list come from.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_content_refused: {
    headline: () => 'This campaign was taken for spam because of what is in it.',
    why: alsoElsewhere,
    whatToDo: () => ['Look at the links of the campaign: one of them may be on a list. Send yourself a test.'],
    whatWillNotHelp: () => [keepPeople],
  },
  our_ip_blocked: {
    headline: ({ provider, ip }) => `${provider} blocks our sending IP${ip === null ? '' : ` ${ip}`}.`,
    why: alsoElsewhere,
    whatToDo: ({ provider }) => [`Pause campaigns to ${provider} and ask them for a review, with the reply below.`],
    whatWillNotHelp: () => [keepPeople],
  },
  slowed_to_the_end: {
    headline: ({ provider, days }) =>
      `${provider} asked us to go slower for ${days} ${days === 1 ? 'day' : 'days'}, and the time for trying ran out.`,
    why: () => 'They let mail of our IP in slowly, for what they have seen of it before.',
    whatToDo: ({ provider }) => [
      `Send less at once to ${provider}: look at its limits in the queue, and at the warm-up of this IP.`,
      'Write first to the people who have read you lately: complaints slow everybody down.',
    ],
    whatWillNotHelp: () => ['Sending the same campaign again at once: it makes them wait longer.', keepPeople],
  },
  message_too_big: {
    headline: () => 'This campaign was too big for their server.',
    whatToDo: () => ['Make the campaign smaller: under 100 kB of HTML and no embedded pictures.'],
    whatWillNotHelp: () => ['Anything on the side of the person.'],
  },
  message_malformed: {
    headline: () => 'Their server could not read the form of this campaign.',
    whatToDo: () => ['Open the content check of the campaign and send the reply below to whoever runs this service.'],
    whatWillNotHelp: () => ['Anything on the side of the person.'],
  },
};

function alsoElsewhere({ domainsRefusingAlike: n }: { readonly domainsRefusingAlike: number }): string {
  return n === 0 ? '' : `${n} other ${n === 1 ? 'domain' : 'domains'} refused the same campaign for the same reason.`;
}
