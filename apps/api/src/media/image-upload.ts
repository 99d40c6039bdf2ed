// An uploaded image read whole, within bounds: what it claims to be does not count, only its bytes.
import type { Readable } from 'node:stream';
import { type ReadImage, readImage } from '@doorstep/message';
import { problem } from '../http/problem.js';

const MAX_BYTES = 5 * 1024 * 1024;
/** A small file can unfold to gigabytes in the reader's mail program. */
const MAX_PIXELS = 40_000_000;
const MAX_SIDE = 10_000;

/** @throws ProblemError 413, 415 or 422 in words that say what to do */
export async function imageOf(body: Readable | undefined): Promise<ReadImage> {
  if (typeof body?.pipe !== 'function')
    throw problem('no_file', 415, 'Send the image itself as the body, with content type application/octet-stream.');
  const image = readImage(await bytesOf(body));
  if (image === null)
    throw problem('no_image', 422, 'This is no PNG, JPEG, GIF or WebP image. SVG can hold scripts: export it as PNG.');
  const { width, height } = image;
  if (width === 0 || height === 0) throw problem('no_image', 422, 'The image has no size. Export it again.');
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const words = `The image has ${width} × ${height} pixels. Make it smaller: 1,200 pixels wide are enough for any screen.`;
    throw problem('too_many_pixels', 422, words);
  }
  return image;
}

async function bytesOf(body: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES)
      throw problem(
        'too_large',
        413,
        'The image is larger than 5 MB, which readers would wait for. Make it smaller first.',
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
