// Takes out of a message what the preview may not load or run, so that nothing is even tried; its frame forbids it anyway.

const IMAGE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" preserveAspectRatio="none"><rect width="8" height="8" fill="#dadae1"/></svg>',
)}`;

/** Elements that run, load or embed. */
const loud = 'script, iframe, frame, object, embed, link, base, meta[http-equiv], audio, video, source, form button';
const sources = ['src', 'srcset', 'background', 'poster'];

const withoutUrls = (css: string): string =>
  css.replace(/url\(\s*(?!["']?data:)[^)]*\)/gi, 'none').replace(/@import[^;]*;?/gi, '');

function quiet(element: Element, images: string | null): void {
  for (const name of [...element.attributes].map((attribute) => attribute.name)) {
    if (name.startsWith('on')) element.removeAttribute(name);
  }
  for (const name of sources) {
    const value = element.getAttribute(name);
    const isOurs = name === 'src' && images !== null && value?.startsWith(`${images}/m/`);
    if (value !== null && !isOurs && !value.trim().startsWith('data:')) element.removeAttribute(name);
  }
  // A grey box of the given size stands for an image that is not loaded; its words stay.
  if (element.localName === 'img' && !element.hasAttribute('src')) element.setAttribute('src', IMAGE);
  const style = element.getAttribute('style');
  if (style !== null) element.setAttribute('style', withoutUrls(style));
  if (element.localName === 'style') element.textContent = withoutUrls(element.textContent ?? '');
}

/**
 * @param images origin whose uploaded images stay; null: none does
 * @returns the whole document again, as HTML, without anything else that loads or runs
 */
export function quietHtml(html: string, images: string | null): string {
  // A document of the parser has no window: nothing in it loads or runs.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const element of parsed.querySelectorAll(loud)) element.remove();
  for (const element of parsed.querySelectorAll('*')) quiet(element, images);
  return parsed.documentElement.outerHTML;
}
