// PNG: size, and the file without text, time and EXIF chunks.
import type { ReadImage } from './image.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const NOTES = new Set(['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf']);

export function readPng(file: Buffer): ReadImage | null {
  if (!file.subarray(0, 8).equals(SIGNATURE) || file.toString('latin1', 12, 16) !== 'IHDR') return null;
  const kept: Buffer[] = [SIGNATURE];
  let at = 8;
  while (at < file.length) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return null;
    const type = file.toString('latin1', at + 4, at + 8);
    if (!NOTES.has(type)) kept.push(file.subarray(at, end));
    at = end;
    if (type === 'IEND')
      return {
        mime: 'image/png',
        width: file.readUInt32BE(16),
        height: file.readUInt32BE(20),
        clean: Buffer.concat(kept),
      };
  }
  return null;
}
