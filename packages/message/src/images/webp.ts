// WebP: size, and the file without EXIF and XMP.
import type { ReadImage } from './image.js';

export function readWebp(file: Buffer): ReadImage | null {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return null;
  if (file.readUInt32LE(4) + 8 > file.length) return null;
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  let at = 12;
  while (at + 8 <= file.length) {
    const type = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > file.length) return null;
    const chunk = Buffer.from(file.subarray(at, end));
    size ??= sizeOf(type, chunk.subarray(8));
    if (type === 'VP8X') chunk[8] = chunk[8]! & ~0x0c; // says whether EXIF (8) and XMP (4) follow
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk);
    at = end;
  }
  if (size === null) return null;
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return { mime: 'image/webp', ...size, clean: Buffer.concat([head, body]) };
}

/** Of the extended, the lossless and the plain form, in this order of precedence in a file. */
function sizeOf(type: string, body: Buffer): { width: number; height: number } | null {
  if (type === 'VP8X') return { width: 1 + body.readUIntLE(4, 3), height: 1 + body.readUIntLE(7, 3) };
  if (type === 'VP8L') {
    const bits = body.readUInt32LE(1);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  if (type === 'VP8 ') return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  return null;
}
