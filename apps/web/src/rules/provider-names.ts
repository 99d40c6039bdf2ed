// Providers a rule may be bound to, by the names people know.
const names: Readonly<Record<string, string>> = {
  google: 'Google (Gmail, Workspace)',
  outlook_com: 'Outlook.com, Hotmail',
  microsoft_365: 'Microsoft 365',
  yahoo: 'Yahoo, AOL',
  apple: 'Apple (iCloud)',
  gmx: 'GMX, WEB.DE, IONOS',
  orange: 'Orange, Wanadoo',
  comcast: 'Comcast',
  mimecast: 'Mimecast',
  proofpoint: 'Proofpoint',
  cloudfilter: 'Cloudfilter (Cloudmark)',
  tencent: 'QQ (Tencent)',
  netease: 'NetEase (163)',
  docomo: 'NTT docomo',
  kddi: 'au (KDDI)',
  zoho: 'Zoho',
  secureserver: 'GoDaddy',
  laposte: 'La Poste',
  mail_ru: 'Mail.ru',
  yandex: 'Yandex',
};

export const providerNames = Object.entries(names).map(([value, label]) => ({ value, label }));
export const providerName = (provider: string): string => names[provider] ?? provider;
