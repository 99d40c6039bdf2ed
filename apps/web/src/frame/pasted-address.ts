// An address out of what people paste: from a mail header, from a list, with blanks around it.

/**
 * Finds the one whole address in the text, lower-cased: "Ada <Ada@Example.org>;" gives "ada@example.org".
 * Only a shape good enough to look up; the API decides what an address is.
 *
 * @returns null when there is none, or more than one
 */
export function pastedAddress(text: string): string | null {
  if (text.length > 1000) return null;
  const parts = text
    .split(/[\s<>()[\],;:"']+/)
    .map((part) => part.replace(/^\.+|\.+$/g, ''))
    .filter((part) => {
      const at = part.lastIndexOf('@');
      return at > 0 && part.indexOf('.', at) > at + 1 && !part.endsWith('.');
    });
  return parts.length === 1 ? parts[0]!.toLowerCase() : null;
}
