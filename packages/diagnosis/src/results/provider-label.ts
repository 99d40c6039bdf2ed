// Providers by the names people know; what the tables call them is short.

const labels: Readonly<Record<string, string>> = {
  google: 'Google (Gmail)',
  yahoo: 'Yahoo',
  outlook: 'Outlook.com',
  microsoft365: 'Microsoft 365',
  apple: 'Apple (iCloud)',
  comcast: 'Comcast',
  orange: 'Orange',
  gmx: 'GMX and web.de',
  mimecast: 'Mimecast',
  barracuda: 'Barracuda',
  kpn: 'KPN',
  qq: 'QQ',
  netease: 'NetEase',
  other: 'Everybody else',
};

/** A provider without a name of its own is shown as it is called. */
export const providerLabel = (provider: string): string => labels[provider] ?? provider;
