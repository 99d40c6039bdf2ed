// Links that are counted: those an author wrote out lead over our own host; whatever a person's values take part in stays as it is.

/** Names of the values that counted links and the picture are made of; no field of a subscriber has them. */
export const CLICK_SLOT = 'doorstep_click';
export const OPEN_SLOT = 'doorstep_open';

/** More links than a letter has; each is a row of a table. */
const MOST_LINKS = 1000;

/** An <a> with its href in quotes. Begins at the tag, so that other attributes of other tags are left alone. */
const LINK = /(<a\b[^<>]*?\shref\s*=\s*)("[^"]*"|'[^']*')/gi;

/**
 * The web addresses that anchors of the HTML name, each once, in the order in which they stand.
 * Left out: mailto, tel, anchors within the page, everything with a merge field in it (unsubscribe links among them).
 */
export function findLinks(html: string): string[] {
  const found = new Set<string>();
  for (const [, , quoted] of html.matchAll(LINK)) {
    const url = webAddress(quoted!);
    if (url !== null && found.size < MOST_LINKS) found.add(url);
  }
  return [...found];
}

/** Puts slots in the place of the addresses in `links` (number 1 is the first), and the picture that tells of an open. */
export function withCountedLinks(html: string, links: readonly string[]): string {
  const numbers = new Map(links.map((url, at) => [url, at + 1]));
  const counted = html.replace(LINK, (whole, before: string, quoted: string) => {
    const number = numbers.get(webAddress(quoted) ?? '');
    return number === undefined ? whole : `${before}"{{ ${CLICK_SLOT} }}/${number}"`;
  });
  const picture = `<img src="{{ ${OPEN_SLOT} }}" width="1" height="1" alt="" style="border:0">`;
  const at = counted.toLowerCase().lastIndexOf('</body');
  return at === -1 ? `${counted}\n${picture}` : `${counted.slice(0, at)}${picture}${counted.slice(at)}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function webAddress(quoted: string): string | null {
  const written = quoted
    .slice(1, -1)
    .replace(/&(amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity]!)
    .trim();
  if (!/^https?:\/\//i.test(written) || /\{\{|\{%|[\s\0-\x1f]/.test(written) || written.length > 2000) return null;
  return URL.canParse(written) ? written : null;
}
