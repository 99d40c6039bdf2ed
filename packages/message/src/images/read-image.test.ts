import { describe, expect, it } from 'vitest';
import { readImage } from './read-image.js';

const chunk = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
};
const header = Buffer.alloc(13);
header.writeUInt32BE(640, 0);
header.writeUInt32BE(480, 4);
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', header),
  chunk('tEXt', Buffer.from('Secret\0place')),
  chunk('IEND', Buffer.alloc(0)),
]);

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const exif = (orientation: number) =>
  Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0', 'latin1'),
    Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]),
    Buffer.from('Secret place'),
  ]);
const frame = Buffer.from([8, 0x01, 0xe0, 0x02, 0x80, 1, 1, 0x11, 0]);
const jpeg = (orientation: number) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif(orientation)),
    segment(0xfe, Buffer.from('Secret comment')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
    Buffer.from([1, 2, 3, 0xff, 0xd9]),
  ]);

const riff = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, body, Buffer.alloc(body.length % 2)]);
};
const extended = Buffer.from([0x0c, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0]);
const webpBody = Buffer.concat([
  riff('VP8X', extended),
  riff('EXIF', Buffer.from('Secret')),
  riff('VP8 ', Buffer.alloc(12)),
]);
const webp = Buffer.concat([riff('RIFF', Buffer.concat([Buffer.from('WEBP'), webpBody]))]);

describe('readImage', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg(1)],
    ['image/webp', webp],
    ['image/gif', Buffer.from('GIF89a\x80\x02\xe0\x01\0\0\0;', 'latin1')],
  ])('reads the size of %s and takes out what a camera wrote', (mime, file) => {
    const read = readImage(file)!;
    expect(read).toMatchObject({ mime, width: 640, height: 480 });
    expect(Buffer.from(read.clean).toString('latin1')).not.toContain('Secret');
    expect(readImage(read.clean)).toMatchObject({ mime, width: 640, height: 480 });
  });

  it('keeps which side of a photograph is up', () => {
    const read = readImage(jpeg(6))!;
    expect(read).toMatchObject({ width: 480, height: 640 });
    expect(readImage(read.clean)).toMatchObject({ width: 480, height: 640 });
  });

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['HTML that calls itself a picture', Buffer.from('<html>GIF89a')],
    ['nothing', Buffer.alloc(0)],
    ['half a PNG', png.subarray(0, 40)],
    ['half a JPEG', jpeg(1).subarray(0, 20)],
    ['half a WebP', webp.subarray(0, 30)],
  ])('takes no %s', (_, file) => {
    expect(readImage(file)).toBeNull();
  });
});
