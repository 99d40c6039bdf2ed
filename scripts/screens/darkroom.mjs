// Pictures are read, compared and written by the browser that took them: no library for their formats is needed.
import { readFileSync } from 'node:fs';
import { LIMITS } from './compare.mjs';

/** Of stored pictures: small, and close enough for a hairline to be seen. */
const QUALITY = 0.8;

const source = readFileSync(new URL('./compare.mjs', import.meta.url), 'utf8').replaceAll(/^export /gm, '');

/** In the browser: what the methods below call. */
const TOOLS = `
${source}
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const textOf = async (blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.readAsDataURL(blob);
  });
async function canvasOf(text) {
  const picture = await createImageBitmap(new Blob([bytesOf(text)]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  return { canvas, context, pixels: context.getImageData(0, 0, picture.width, picture.height) };
}
globalThis.darkroom = {
  async compare({ before, after, limits }) {
    const [one, other] = await Promise.all([canvasOf(before), canvasOf(after)]);
    return compare(one.pixels, other.pixels, limits);
  },
  async webp({ picture, quality }) {
    const { canvas } = await canvasOf(picture);
    return textOf(await canvas.convertToBlob({ type: 'image/webp', quality }));
  },
  async marked({ picture, bad, tilePx }) {
    const { canvas, context } = await canvasOf(picture);
    context.fillStyle = 'rgba(255, 255, 255, 0.6)';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = 'rgba(220, 0, 80, 0.5)';
    for (const [x, y] of bad) context.fillRect(x, y, tilePx, tilePx);
    return textOf(await canvas.convertToBlob({ type: 'image/png' }));
  },
};`;

/** @param page an empty page of its own */
export async function openDarkroom(page) {
  await page.evaluate(TOOLS);
  const call = (name, given) => page.evaluate(([tool, input]) => globalThis.darkroom[tool](input), [name, given]);
  const text = (bytes) => bytes.toString('base64');
  const bytes = async (promise) => Buffer.from(await promise, 'base64');
  return {
    compare: (before, after) => call('compare', { before: text(before), after: text(after), limits: LIMITS }),
    webp: (picture) => bytes(call('webp', { picture: text(picture), quality: QUALITY })),
    /** The picture paled, with what differs marked. */
    marked: (picture, bad) => bytes(call('marked', { picture: text(picture), bad, tilePx: 8 })),
  };
}
