// The preview's stand-in for a subscriber: plain merge fields filled in; real values and conditions come with the test send.

export type Sample = Readonly<Record<string, string>>;

export const sampleWithName: Sample = {
  name: 'Ada Lovelace',
  address: 'ada@example.org',
  unsubscribe_url: '#unsubscribe',
};
export const sampleWithoutName: Sample = { ...sampleWithName, name: '' };

const field = /\{\{-?\s*([A-Za-z_][\w-]*)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}/g;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!);

/** Fills `{{ name }}` and `{{ name | default: "there" }}`; a field nobody knows the value of shows as [field]. */
export function filled(template: string, sample: Sample, isHtml: boolean): string {
  return template.replace(field, (_whole, name: string, double?: string, single?: string) => {
    const fallback = double ?? single;
    const value = sample[name] ?? (fallback === undefined ? `[${name}]` : '');
    const shown = value === '' ? (fallback ?? '') : value;
    return isHtml ? escaped(shown) : shown;
  });
}

/** Nothing is loaded and nothing runs in it, whatever the author pasted. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The document of the preview frame: our policy stands before anything of the message.
 * A link opens nowhere: the frame may open no window.
 */
export function previewDocument(html: string): string {
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">`;
  const base = '<style>body{margin:16px;font:15px/1.5 sans-serif;color:#1b1b22;background:#fff}</style>';
  return `<!doctype html>${head}${base}${html.replace(/^\s*<!doctype[^>]*>/i, '')}`;
}
