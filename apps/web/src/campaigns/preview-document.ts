// The document of the preview frame: our policy stands before anything of the message.

interface Look {
  readonly isDark: boolean;
  /** Origin whose images may be loaded; null: none. */
  readonly hosts: string | null;
}

/** Nothing runs in it and nothing is loaded but images of Doorstep, whatever the author pasted. */
const policyOf = (hosts: string | null): string =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:${hosts === null ? '' : ` ${hosts}`}`;

/** What the message says for dark is made to hold or not by the choice here, not by the device. */
const asChosen = (html: string, isDark: boolean): string =>
  html
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi, isDark ? '(min-width:0)' : '(max-width:0)')
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi, isDark ? '(max-width:0)' : '(min-width:0)');

/** A link opens nowhere: the frame may open no window. */
export function previewDocument(html: string, { isDark, hosts }: Look): string {
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policyOf(hosts)}"><base target="_blank">`;
  const colours = isDark ? 'color:#e8e8ee;background:#17171c' : 'color:#1b1b22;background:#fff';
  const base = `<style>:root{color-scheme:${isDark ? 'dark' : 'light'}!important}body{margin:16px;font:15px/1.5 sans-serif;${colours}}</style>`;
  return `<!doctype html>${head}${base}${asChosen(html.replace(/^\s*<!doctype[^>]*>/i, ''), isDark)}`;
}
