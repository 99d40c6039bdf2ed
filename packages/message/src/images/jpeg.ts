// JPEG: size, and the file without EXIF, XMP, IPTC and comments; which side is up stays.
import type { ReadImage } from './image.js';

const START_OF_SCAN = 0xda;
/** Frame headers carry the size; C4, C8 and CC are something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** APP1 (EXIF, XMP), APP13 (IPTC) and the comment; APP2 holds the colours and stays. */
const isNote = (marker: number): boolean => marker === 0xe1 || marker === 0xed || marker === 0xfe;

export function readJpeg(file: Buffer): ReadImage | null {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return null;
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  let orientation = 1;
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) return null;
    if (marker === START_OF_SCAN) break;
    if (isFrame(marker)) size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    if (marker === 0xe1) orientation = orientationOf(file.subarray(at + 4, end)) ?? orientation;
    if (!isNote(marker)) kept.push(file.subarray(at, end));
    at = end;
  }
  if (size === null) return null;
  const isTurned = orientation >= 5;
  const { width, height } = isTurned ? { width: size.height, height: size.width } : size;
  const start = [file.subarray(0, 2), ...(orientation === 1 ? [] : [onlyOrientation(orientation)])];
  return { mime: 'image/jpeg', width, height, clean: Buffer.concat([...start, ...kept, file.subarray(at)]) };
}

/** Tag 0x0112 of the first directory (EXIF 2.3 section 4.6.4); 1 to 8. */
function orientationOf(segment: Buffer): number | null {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (offset: number) => (isLittle ? tiff.readUInt16LE(offset) : tiff.readUInt16BE(offset));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const offset = directory + 2 + entry * 12;
    if (short(offset) !== 0x0112) continue;
    const value = short(offset + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** The smallest EXIF that says which side is up, and nothing else. */
function onlyOrientation(orientation: number): Buffer {
  const tiff = Buffer.from([
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
