// Merge values inside links: only http(s), mailto and tel may come from a subscriber's field.

/** Returns the address when its scheme is harmless, `#` otherwise; relative and `//host` addresses are not kept. */
export function safeUrl(value: string): string {
  const url = value.trim();
  return /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : '#';
}

/** Takes script addresses out of attributes of rendered HTML. */
export function withoutScriptLinks(html: string): string {
  return html.replace(
    /\b(href|src|action)(\s*=\s*["']?)[\s\0-\x1f]*(javascript|vbscript|data:text)[^"'>\s]*/gi,
    '$1$2#',
  );
}
