// Who runs an MX host, by its name; and which well-known domain a name was probably meant to be.

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
  ['qq.com', 'QQ Mail'],
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

/** @returns the provider's name, or null for a host of nobody we know */
export function providerOf(mxHost: string | null): string | null {
  if (mxHost === null) return null;
  const host = mxHost.toLowerCase().replace(/\.$/, '');
  return PROVIDERS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1] ?? null;
}

export function isFilterVendor(provider: string | null): boolean {
  return provider !== null && FILTERS.has(provider);
}

const WELL_KNOWN = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.fr',
  'live.com',
  'yahoo.com',
  'yahoo.fr',
  'yahoo.de',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'web.de',
  't-online.de',
  'freenet.de',
  'orange.fr',
  'wanadoo.fr',
  'proton.me',
  'protonmail.com',
  'bluewin.ch',
  'comcast.net',
];

/** @returns the well-known domain one slip away from `domainName` ("gmial.com" → "gmail.com"), or null */
export function lookalikeOf(domainName: string): string | null {
  const name = domainName.toLowerCase();
  if (name.length > 40 || WELL_KNOWN.includes(name)) return null;
  return WELL_KNOWN.find((known) => isOneSlipApart(name, known)) ?? null;
}

/** One sign added, left out or changed, or two neighbours swapped. */
function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
