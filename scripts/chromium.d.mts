/** Finds a Chromium, installing Debian's where that is possible. */
export function ensureChromium(): { readonly path: string } | { readonly path: undefined; readonly reason: string };
