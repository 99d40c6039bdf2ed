/**
 * Finds a Chromium, installing Debian's where that is possible.
 *
 * @param options.isShellEnough what is looked at is the page alone, not pictures that another machine compares
 */
export function ensureChromium(options?: {
  readonly isShellEnough?: boolean;
}): { readonly path: string } | { readonly path: undefined; readonly reason: string };
