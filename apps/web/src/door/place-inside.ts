// Where to go after signing in: only places of this house, whatever the address says.

/** The path when it leads inside ("/campaigns?x=1"), else "/". "//evil.example" and "/\evil.example" lead outside. */
export function placeInside(next: string): string {
  if (!next.startsWith('/') || /^\/[/\\]/.test(next) || next.includes('\\')) return '/';
  return /[\u0000-\u001f]/.test(next) ? '/' : next;
}
