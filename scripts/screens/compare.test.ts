// What the comparison of pictures sees, and what it overlooks: small pictures with a change painted in.
import { describe, expect, it } from 'vitest';
import { compare, LIMITS, TILE_PX } from './compare.mjs';

type Colour = readonly [number, number, number];
interface Picture {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

const WHITE: Colour = [252, 252, 253];
const INK: Colour = [28, 32, 36];
const BLUE: Colour = [48, 80, 180];
const HAIRLINE: Colour = [226, 227, 232];

function paper(colour: Colour = WHITE): Picture {
  const [width, height] = [320, 200];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([...colour, 255], at);
  return { width, height, data };
}

/** Puts colour on a pixel as far as it is covered, from 0 to 1. */
function dab({ width, data }: Picture, x: number, y: number, colour: Colour, covered: number): void {
  const at = (y * width + x) * 4;
  for (const [part, value] of colour.entries()) data[at + part] = data[at + part]! * (1 - covered) + value * covered;
}

function box(picture: Picture, [x, y, width, height]: readonly number[], colour: Colour): void {
  for (let row = y!; row < y! + height!; row++)
    for (let column = x!; column < x! + width!; column++) dab(picture, column, row, colour, 1);
}

/** Upright strokes of letters, 9 px high and 1.4 px wide; `shift` is the part of a pixel another browser sets them further. */
function words(
  picture: Picture,
  x: number,
  y: number,
  { letters = 12, shift = 0, colour = INK, weight = 1.4 } = {},
): void {
  for (let letter = 0; letter < letters; letter++)
    for (const stroke of [0, 4.3]) {
      const from = x + letter * 8 + stroke + shift;
      for (let column = Math.floor(from); column <= Math.floor(from + weight); column++) {
        const covered = Math.max(0, Math.min(column + 1, from + weight) - Math.max(column, from));
        for (let row = y; row < y + 9; row++) dab(picture, column, row, colour, covered);
      }
    }
}

interface Change {
  shift?: number;
  weight?: number;
  button?: Colour;
  buttonX?: number;
  surface?: Colour;
  lost?: 'words' | 'hairline';
}

/** A card with three lines of words, a hairline and a button. */
function card({ shift = 0, weight = 1.4, button = BLUE, buttonX = 220, surface = WHITE, lost }: Change = {}): Picture {
  const picture = paper(surface);
  for (const [at, y] of [20, 44, 68].entries())
    if (at !== 1 || lost !== 'words') words(picture, 16, y, { shift, weight });
  if (lost !== 'hairline') box(picture, [16, 96, 280, 1], HAIRLINE);
  box(picture, [buttonX, 120, 72, 32], button);
  words(picture, buttonX + 12, 131, { letters: 6, shift, weight, colour: WHITE });
  return picture;
}

/** What a lossy format leaves: a few levels, here more and there less. */
function stored(picture: Picture): Picture {
  const data = picture.data.map((value, at) => (at % 4 === 3 ? value : value + ((at * 7919) % 9) - 4));
  return { ...picture, data };
}

const isSame = (after: Picture, before = stored(card())) => compare(before, after, LIMITS).isSame;

describe('the comparison of pictures', () => {
  it('overlooks what a lossy format leaves', () => {
    expect(compare(stored(card()), card(), LIMITS)).toMatchObject({ isSame: true, share: 0, tiles: 0 });
  });

  it.each([
    { name: 'sets letters a third of a pixel further', change: { shift: 0.33 } },
    { name: 'draws letters a tenth bolder', change: { weight: 1.54 } },
  ])('overlooks a browser that $name', ({ change }) => {
    expect(isSame(card(change))).toBe(true);
  });

  it.each([
    { name: 'a button 4 px further', change: { buttonX: 224 } },
    { name: 'a line of words that is gone', change: { lost: 'words' } as const },
    { name: 'a hairline that is gone', change: { lost: 'hairline' } as const },
    { name: 'a button of another colour that is as bright', change: { button: [30, 96, 60] } as const },
    { name: 'a surface a shade darker', change: { surface: [243, 243, 244] } as const },
  ])('sees $name', ({ change }) => {
    expect(isSame(card(change))).toBe(false);
  });

  it('sees another size', () => {
    const smaller = { width: 320, height: 199, data: new Uint8ClampedArray(320 * 199 * 4) };
    expect(compare(card(), smaller, LIMITS)).toMatchObject({ isSame: false, isOtherSize: true, share: 1 });
  });

  it('tells the tiles that differ, and their share of all', () => {
    const changed = card();
    box(changed, [160, 160, 16, 8], INK);
    const { bad, tiles, share } = compare(stored(card()), changed, LIMITS);
    expect(bad).toEqual([
      [160, 160],
      [168, 160],
    ]);
    expect(tiles).toBe(2);
    expect(share).toBeCloseTo(2 / ((320 / TILE_PX) * (200 / TILE_PX)), 6);
  });
});
