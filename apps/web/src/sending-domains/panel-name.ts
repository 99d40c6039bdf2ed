// How a DNS panel wants the name of a record: whole, or without the domain it is open for.

export type PanelName = 'full' | 'short';

/**
 * @param zone the domain the panel is open for
 * @returns "_dmarc" for _dmarc.news.example.org in a panel for news.example.org; "@" is the domain itself
 */
export function nameForPanel(name: string, zone: string, panel: PanelName): string {
  if (panel === 'full') return name;
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}
