// Who gave a reply: by the MX host's name, or by marks only that provider writes into its replies.

export type Provider =
  | 'google'
  | 'outlook_com'
  | 'microsoft_365'
  | 'yahoo'
  | 'apple'
  | 'gmx'
  | 'orange'
  | 'comcast'
  | 'mimecast'
  | 'proofpoint'
  | 'cloudfilter'
  | 'tencent'
  | 'netease'
  | 'docomo'
  | 'kddi'
  | 'zoho'
  | 'secureserver'
  | 'laposte'
  | 'mail_ru'
  | 'yandex';

const HOSTS: readonly (readonly [suffix: string, provider: Provider])[] = [
  ['google.com', 'google'],
  ['googlemail.com', 'google'],
  ['olc.protection.outlook.com', 'outlook_com'],
  ['hotmail.com', 'outlook_com'],
  ['protection.outlook.com', 'microsoft_365'],
  ['prod.outlook.com', 'microsoft_365'],
  ['mx.microsoft', 'microsoft_365'],
  ['yahoodns.net', 'yahoo'],
  ['yahoo.com', 'yahoo'],
  ['icloud.com', 'apple'],
  ['apple.com', 'apple'],
  ['gmx.net', 'gmx'],
  ['web.de', 'gmx'],
  ['kundenserver.de', 'gmx'],
  ['orange.fr', 'orange'],
  ['wanadoo.fr', 'orange'],
  ['comcast.net', 'comcast'],
  ['mimecast.com', 'mimecast'],
  ['mimecast.co.za', 'mimecast'],
  ['pphosted.com', 'proofpoint'],
  ['ppe-hosted.com', 'proofpoint'],
  ['cloudfilter.net', 'cloudfilter'],
  ['qq.com', 'tencent'],
  ['netease.com', 'netease'],
  ['163.com', 'netease'],
  ['docomo.ne.jp', 'docomo'],
  ['ezweb.ne.jp', 'kddi'],
  ['au.com', 'kddi'],
  ['zoho.com', 'zoho'],
  ['zoho.eu', 'zoho'],
  ['secureserver.net', 'secureserver'],
  ['laposte.net', 'laposte'],
  ['mail.ru', 'mail_ru'],
  ['yandex.ru', 'yandex'],
  ['yandex.net', 'yandex'],
];

/** Every provider that can be told by its hosts. */
export const providers: readonly Provider[] = [...new Set(HOSTS.map(([, provider]) => provider))];

/** Marks of one provider; used only where no MX host is known (reports). */
const MARKS: readonly (readonly [mark: RegExp, provider: Provider])[] = [
  [
    /\bgsmtp\b|support\.google\.com\/|groups\.google\.com|gmail-smtp-in\.l\.google\.com|aspmx\.l\.google\.com/,
    'google',
  ],
  [/olc\.protection\.outlook\.com|\bmx\d?\.hotmail\.com|postmaster\.live\.com/, 'outlook_com'],
  [/(?:protection|prod)\.outlook\.com|\bresolver\.(?:adr|rst|fwd)\.|\bstoredrv\./, 'microsoft_365'],
  [/yahoodns\.net|postmaster\.yahoo(?:inc)?\.com|senders\.yahooinc\.com|postmaster\.verizonmedia\.com/, 'yahoo'],
  [/support\.apple\.com\/|\bmail\.icloud\.com/, 'apple'],
  [/postmaster\.(?:gmx|web|1und1)\./, 'gmx'],
  [/\bdocomo\.ne\.jp\b/, 'docomo'],
  [/\bezweb\.ne\.jp\b/, 'kddi'],
  [/service\.mail\.qq\.com|\bmx\d?\.qq\.com/, 'tencent'],
  [/\bcloudfilter\.net\b/, 'cloudfilter'],
];

/**
 * @param mxHost host that replied, or null
 * @param words  the reply in lower case, as the patterns see it
 */
export function providerOfReply(mxHost: string | null, words: string): Provider | null {
  if (mxHost !== null) {
    const host = mxHost.toLowerCase().replace(/\.$/, '');
    const found = HOSTS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`));
    if (found) return found[1];
  }
  return MARKS.find(([mark]) => mark.test(words))?.[1] ?? null;
}
