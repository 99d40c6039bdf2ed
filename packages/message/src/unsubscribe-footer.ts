// The unsubscribe link that no template can leave out: added at the end when the author wrote none.

const HTML_FOOTER =
  '\n<p style="margin:24px 0 0;font:12px/1.5 sans-serif;color:#555">' +
  'You receive this message because {{ address }} is on our list. ' +
  '<a href="{{ unsubscribe_url }}" style="color:#555">Unsubscribe</a></p>\n';

const TEXT_FOOTER =
  '\n\n-- \nYou receive this message because {{ address }} is on our list.\nUnsubscribe: {{ unsubscribe_url }}\n';

/** Puts the footer before the last `</body>`, or at the very end. */
export function withHtmlFooter(html: string): string {
  const at = html.toLowerCase().lastIndexOf('</body');
  return at === -1 ? html + HTML_FOOTER : html.slice(0, at) + HTML_FOOTER + html.slice(at);
}

export function withTextFooter(text: string): string {
  return text.trimEnd() + TEXT_FOOTER;
}
