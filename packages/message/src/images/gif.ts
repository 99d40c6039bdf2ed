// GIF: size. It has no place for what cameras write.
import type { ReadImage } from './image.js';

export function readGif(file: Buffer): ReadImage | null {
  if (!/^GIF8[79]a/.test(file.toString('latin1', 0, 6)) || file.length < 14) return null;
  return { mime: 'image/gif', width: file.readUInt16LE(6), height: file.readUInt16LE(8), clean: file };
}
