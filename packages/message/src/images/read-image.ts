// An uploaded image: what it is by its own bytes, how large, and the same image without what cameras write into it.
import { readGif } from './gif.js';
import type { ReadImage } from './image.js';
import { readJpeg } from './jpeg.js';
import { readPng } from './png.js';
import { readWebp } from './webp.js';

/** Decides by the first bytes, never by the name. @returns null when it is none of the four, or broken */
export function readImage(bytes: Uint8Array): ReadImage | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(file) ?? readJpeg(file) ?? readGif(file) ?? readWebp(file);
  } catch (error) {
    // Lengths in a broken file point behind its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
