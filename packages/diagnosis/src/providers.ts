// Who runs an MX host, by its name.

const PROVIDERS: readonly (readonly [suffix: string, name: string])[] = [
  ['google.com', 'Google'],
  ['googlemail.com', 'Google'],
  ['olc.protection.outlook.com', 'Outlook.com'],
  ['mail.protection.outlook.com', 'Microsoft 365'],
  ['mx.microsoft', 'Microsoft 365'],
  ['yahoodns.net', 'Yahoo'],
  ['icloud.com', 'Apple iCloud'],
  ['gmx.net', 'GMX'],
  ['web.de', 'WEB.DE'],
  ['mimecast.com', 'Mimecast'],
  ['pphosted.com', 'Proofpoint'],
  ['barracudanetworks.com', 'Barracuda'],
  ['messagelabs.com', 'Broadcom'],
  ['hornetsecurity.com', 'Hornetsecurity'],
  ['antispamcloud.com', 'SpamExperts'],
  ['iphmx.com', 'Cisco Secure Email'],
  ['trendmicro.com', 'Trend Micro'],
  ['t-online.de', 'T-Online'],
  ['orange.fr', 'Orange'],
  ['comcast.net', 'Comcast'],
  ['zoho.com', 'Zoho'],
  ['protonmail.ch', 'Proton'],
  ['mail.ru', 'Mail.ru'],
  ['yandex.ru', 'Yandex'],
  ['yandex.net', 'Yandex'],
  ['qq.com', 'QQ Mail'],
  ['netease.com', 'NetEase'],
  ['laposte.net', 'La Poste'],
  ['free.fr', 'Free'],
  ['libero.it', 'Libero'],
  ['seznam.cz', 'Seznam'],
];

/** Vendors who filter the mail of many companies. */
const FILTERS = new Set([
  'Mimecast',
  'Proofpoint',
  'Barracuda',
  'Broadcom',
  'Hornetsecurity',
  'SpamExperts',
  'Cisco Secure Email',
  'Trend Micro',
  'Microsoft 365',
  'Google',
]);

/** Those with readers of their own: their filter is no company's that could be asked to allow us. */
const MAILBOXES = new Set([
  ...['Google', 'Outlook.com', 'Yahoo', 'Apple iCloud', 'GMX', 'WEB.DE', 'T-Online', 'Orange', 'Comcast', 'Proton'],
  ...['Mail.ru', 'Yandex', 'QQ Mail', 'NetEase', 'La Poste', 'Free', 'Libero', 'Seznam'],
]);

/** @returns the provider's name, or null for a host of nobody we know */
export function providerOf(mxHost: string | null): string | null {
  if (mxHost === null) return null;
  const host = mxHost.toLowerCase().replace(/\.$/, '');
  return PROVIDERS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1] ?? null;
}

export function isFilterVendor(provider: string | null): boolean {
  return provider !== null && FILTERS.has(provider);
}

export function isMailboxProvider(provider: string | null): boolean {
  return provider !== null && MAILBOXES.has(provider);
}
