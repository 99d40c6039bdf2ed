// Messages of every kind we make, signed with an RSA and an Ed25519 key, for judges that are not ours.
import {
  campaignSource,
  compileCampaign,
  composeConfirmation,
  createDkimSigner,
  generateDkimKey,
  recipientOf,
} from '@doorstep/message';

export interface MadeMessage {
  readonly kind: string;
  readonly body: Uint8Array;
}

export const signingKeys = (['rsa-sha256', 'ed25519-sha256'] as const).map((algorithm) => ({
  ...{ selector: algorithm.slice(0, 3), algorithm },
  ...generateDkimKey(algorithm),
}));
const signers = signingKeys.map(({ selector, algorithm, privateKeyPem }) =>
  createDkimSigner({ domain: 'news.example', selector, algorithm, privateKeyPem }),
);

const PARAGRAPH = 'This month we open the doors of the old mill, and everybody is welcome to look around with us. ';
const html = (words: string) => `<!doctype html>
<html lang="en"><head><title>Letter</title></head><body><h1>Hello {{ name }}</h1>
<p>${words}</p><p>You live in {{ city | default: "town" }}.</p>
<p><a href="https://news.example/mill">Read on</a></p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p></body></html>`;

const campaigns: Readonly<Record<string, { subject: string; html: string; text: string; value?: string }>> = {
  'HTML and text': { subject: 'News of the mill, {{ name }}', html: html(PARAGRAPH.repeat(5)), text: '' },
  'text only': { subject: 'News of the mill', html: '', text: `Hello {{ name }},\n\n${PARAGRAPH}\n.\n..\nSo long\n` },
  'Japanese, base64': { subject: 'お知らせ', html: html('今月は古い水車小屋を公開します。'.repeat(40)), text: '' },
  'German, 8 bits': { subject: 'Grüße aus der Mühle', html: html('Schöne Grüße an alle Gäste. '.repeat(20)), text: '' },
  'very long words': { subject: 'x'.repeat(300), html: html('w'.repeat(5000)), text: '' },
  'hostile merge fields': {
    ...{ subject: 'For {{ city }}', html: html(PARAGRAPH), text: '' },
    value: 'x\r\nBcc: eve@evil.example\r\n\r\n.\r\n<script>{{ 7 | times: 7 }}</script>\u0000  \t',
  },
};

/** As long as the signed ones. */
const tokenOf = (n: number) => `${n}`.padStart(43, 'abcdefghijklmnopqrstuvwxyz234567');

/** @param each how many recipients of every kind of campaign */
export function kindsOfMessages(each = 17): MadeMessage[] {
  const made = Object.entries(campaigns).flatMap(([kind, { value = 'Rome', ...content }]) => {
    const compiled = compileCampaign(
      campaignSource({
        ...content,
        ...{
          campaignId: '0199a1b2-0000-7000-8000-000000000001',
          fromName: 'The Mill',
          fromLocal: 'letter',
          replyTo: null,
        },
        ...{ lists: [{ id: 'monthly', name: 'Monthly letter' }], sendingDomainName: 'news.example', date: new Date() },
      }),
    );
    return Array.from({ length: each }, (_, n) => {
      const recipient = recipientOf({
        ...{ address: 'anna@peer.example', name: `Anna ${n}`, fields: { city: `${value} ${n}` } },
        ...{ returnToken: tokenOf(n), unsubscribeToken: tokenOf(n), sendingDomainName: 'news.example' },
        publicUrl: 'https://news.example',
      });
      return { kind, body: compiled.composeSigned(recipient, signers) };
    });
  });
  return [...made, { kind: 'confirmation', body: confirmation() }];
}

function confirmation(): Uint8Array {
  const message = composeConfirmation({
    ...{ address: 'anna@peer.example', listName: 'Monthly letter', sendingDomainName: 'news.example' },
    ...{ confirmUrl: 'https://news.example/c/abc', messageKey: 'confirm.1', date: new Date() },
  });
  return signers.reduce((signed, signer) => signer.sign(signed), message);
}
